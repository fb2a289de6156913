package esg.media.bgmg;

import java.nio.ByteBuffer;

/** The fixed header of RFC 3550 §5.1, read where it lies: one object for all packets of a loop, since each object less is garbage less. */
final class Header {
    static final int SIZE = 12;
    private final ByteBuffer packet;

    /** Looks at what stands between 0 and the buffer's limit. */
    Header(ByteBuffer packet) {
        this.packet = packet;
    }

    private boolean isVersion2() {
        return packet.limit() > 1 && (packet.get(0) & 0xc0) == 0x80;
    }

    /** Types 192 to 223 are RTCP's on a shared port (RFC 5761 §4). */
    private boolean hasRtcpType() {
        int type = packet.get(1) & 0xff;
        return type >= 192 && type < 224;
    }

    boolean isRtp() {
        return packet.limit() >= SIZE && isVersion2() && !hasRtcpType();
    }

    boolean isRtcp() {
        return packet.limit() >= 8 && isVersion2() && hasRtcpType();
    }

    int payloadType() {
        return packet.get(1) & 0x7f;
    }

    int sequence() {
        return packet.getShort(2) & 0xffff;
    }

    void sequence(int number) {
        packet.putShort(2, (short) number);
    }

    int timestamp() {
        return packet.getInt(4);
    }

    int source() {
        return packet.getInt(8);
    }

    /** Where the payload begins; beyond the limit for a packet that lies. */
    int payload() {
        int first = packet.get(0) & 0xff;
        int at = SIZE + 4 * (first & 0x0f);
        if ((first & 0x10) == 0) return at;
        return at + 4 > packet.limit() ? Integer.MAX_VALUE : at + 4 + 4 * (packet.getShort(at + 2) & 0xffff);
    }

    ByteBuffer packet() {
        return packet;
    }
}
