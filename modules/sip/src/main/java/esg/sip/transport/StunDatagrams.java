package esg.sip.transport;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Tells STUN from SIP on one socket: two zero bits in front, which no letter has, and the magic cookie (RFC 5389 §6). What nobody waits for
 * is forgotten. Neither way do such packets go to the packet log: it is text.
 */
final class StunDatagrams {
    private static final int COOKIE = 0x2112A442;
    private static final int HEADER = 20;
    private final AtomicReference<@Nullable StunHandler> handler = new AtomicReference<>();

    void handle(StunHandler with) {
        handler.set(with);
    }

    @Nullable
    StunHandler handler() {
        return handler.get();
    }

    static boolean is(ByteBuf datagram) {
        int at = datagram.readerIndex();
        return datagram.readableBytes() >= HEADER
                && (datagram.getByte(at) & 0xc0) == 0
                && datagram.getInt(at + 4) == COOKIE;
    }

    static boolean is(byte[] packet) {
        if (packet.length < HEADER || (packet[0] & 0xc0) != 0) return false;
        int cookie = 0;
        for (int i = 4; i < 8; i++) cookie = cookie << 8 | packet[i] & 0xff;
        return cookie == COOKIE;
    }
}
