package esg.media.tone;

import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The fixed header of RFC 3550 §5.1, and of G.711 in 20 ms: 160 samples, each one byte. */
final class Rtp {
    static final int HEADER = 12;
    static final int SAMPLES = 160;
    static final int FRAME_MILLIS = 20;
    static final int RATE = 8000;
    private static final int VERSION_2 = 0x80;

    private Rtp() {}

    /** One received packet; {@code start} and {@code length} say where the samples stand in the buffer. */
    record Packet(int payloadType, int sequence, int start, int length) {}

    /**
     * Reads what stands between the buffer's position and limit, which stay; null when it is no RTP, as RTCP on the same port is none
     * (RFC 5761 §4).
     */
    static @Nullable Packet read(ByteBuffer buffer) {
        int from = buffer.position();
        int size = buffer.remaining();
        if (size < HEADER || (buffer.get(from) & 0xc0) != VERSION_2) return null;
        int second = buffer.get(from + 1) & 0xff;
        if (second >= 192 && second < 224) return null;
        int first = buffer.get(from) & 0xff;
        int header = HEADER + 4 * (first & 0x0f);
        if ((first & 0x10) != 0) { // an extension says its length in words
            if (size < header + 4) return null;
            header += 4 + 4 * (buffer.getShort(from + header + 2) & 0xffff);
        }
        int padding = (first & 0x20) == 0 ? 0 : buffer.get(from + size - 1) & 0xff;
        if (size < header + padding) return null;
        int sequence = buffer.getShort(from + 2) & 0xffff;
        return new Packet(second & 0x7f, sequence, from + header, size - header - padding);
    }

    /** What of a sender's header goes on from packet to packet; all begin at random (§5.1). */
    static final class Sender {
        private final int source = ThreadLocalRandom.current().nextInt();
        private int sequence = ThreadLocalRandom.current().nextInt(0x8000);
        private int timestamp = ThreadLocalRandom.current().nextInt();
        private boolean silent = true;

        /** Writes a header; the first after a silence is marked (RFC 3551 §4.1). */
        void write(ByteBuffer into, int payloadType) {
            into.put((byte) VERSION_2).put((byte) (payloadType | (silent ? 0x80 : 0)));
            into.putShort((short) sequence++).putInt(timestamp).putInt(source);
            silent = false;
        }

        /** Time goes on whether something is sent or not. */
        void advance(int samples) {
            timestamp += samples;
        }

        void pause() {
            silent = true;
        }
    }
}
