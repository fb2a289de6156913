package esg.cluster.lifeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The lifeline's wire form, all lengths fixed: each side says hello with its uid, then a ping is a time and a reply a code and that time. */
final class Frames {
    static final int HELLO = 12;
    static final int PING = 8;
    static final int REPLY = 9;
    private static final int MAGIC = 0x45534731; // "ESG1": another protocol on this port is noticed

    private Frames() {}

    static void putHello(ByteBuffer to, long uid) {
        to.putInt(MAGIC).putLong(uid);
    }

    static long hello(ByteBuffer from) throws IOException {
        if (from.getInt() != MAGIC) throw new IOException("not a lifeline");
        return from.getLong();
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException _) {
            // the peer was gone before us; there is nobody to tell
        }
    }
}
