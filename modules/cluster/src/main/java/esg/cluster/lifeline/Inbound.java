package esg.cluster.lifeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.function.LongFunction;

/** A peer's connection to us: its pings in, our replies out. On the lifeline's thread. */
final class Inbound {
    private final SocketChannel channel;
    private final long self;
    private final LongFunction<Reply> reply;
    private final ByteBuffer in = ByteBuffer.allocate(1024);
    private final ByteBuffer out = ByteBuffer.allocate(2048);
    private long uid;
    private boolean introduced;

    Inbound(SocketChannel channel, long self, LongFunction<Reply> reply) {
        this.channel = channel;
        this.self = self;
        this.reply = reply;
    }

    void close(SelectionKey key) {
        key.cancel();
        Frames.close(channel);
    }

    /** Throws when the connection is over or talks nonsense. */
    void read() throws IOException {
        if (channel.read(in) < 0) throw new IOException("end of stream");
        in.flip();
        if (!introduced && in.remaining() >= Frames.HELLO) {
            uid = Frames.hello(in);
            introduced = true;
            Frames.putHello(out, self);
        }
        while (introduced && in.remaining() >= Frames.PING) {
            long sent = in.getLong();
            if (out.remaining() < Frames.REPLY) flush();
            out.put(reply.apply(uid).code()).putLong(sent);
        }
        in.compact();
        flush();
    }

    /** Somebody who pings and does not read is no peer. */
    private void flush() throws IOException {
        out.flip();
        channel.write(out);
        if (out.hasRemaining()) throw new IOException("the peer reads nothing");
        out.clear();
    }
}
