package esg.sip.hep;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.domain.account.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * The HEP3 format (HEP3 Network Protocol Specification, https://github.com/sipcapture/HEP): {@code HEP3}, the length of all, then chunks of
 * vendor, type, their own length and a value. All numbers are big-endian, all lengths count their heads.
 */
final class Hep3 {
    /** What the length field of all can say. */
    static final int LONGEST = 0xFFFF;

    private static final byte[] MAGIC = {'H', 'E', 'P', '3'};
    private static final int HEAD = 6; // of all, and of each chunk
    private static final short GENERIC = 0; // vendor of the chunks that everybody knows

    private static final short FAMILY = 0x01;
    private static final short PROTOCOL = 0x02;
    private static final short SOURCE_4 = 0x03;
    private static final short DESTINATION_4 = 0x04;
    private static final short SOURCE_6 = 0x05;
    private static final short DESTINATION_6 = 0x06;
    private static final short SOURCE_PORT = 0x07;
    private static final short DESTINATION_PORT = 0x08;
    private static final short SECONDS = 0x09;
    private static final short MICROSECONDS = 0x0a;
    private static final short TYPE = 0x0b;
    private static final short AGENT = 0x0c;
    private static final short KEY = 0x0e;
    private static final short PAYLOAD = 0x0f;
    private static final short CORRELATION = 0x11;

    private static final byte IPV4 = 2; // AF_INET and AF_INET6 of Linux
    private static final byte IPV6 = 10;
    private static final byte TCP = 6; // IANA's protocol numbers; what TLS carried is shown as TCP
    private static final byte UDP = 17;
    private static final byte SIP = 1;
    private static final int NANOS_OF_MICRO = 1_000;

    private final byte[] key;
    private final int agent;

    /** @param id of the capture agent, 0 to 2^32-1 */
    Hep3(long id, Secret key) {
        this.agent = (int) id;
        this.key = key.reveal().getBytes(UTF_8);
    }

    /**
     * A copy of a packet; longer than {@link #LONGEST} it cannot be, then it is empty.
     *
     * @param correlation what copies of one call have in common; "" when it is not known
     */
    byte[] copy(Captured packet, String correlation) {
        var ends = Ends.of(packet.source(), packet.destination());
        var call = correlation.getBytes(UTF_8);
        int length = HEAD
                + fixed(ends)
                + (key.length == 0 ? 0 : HEAD + key.length)
                + (call.length == 0 ? 0 : HEAD + call.length)
                + HEAD
                + packet.packet.length;
        if (length > LONGEST) return new byte[0];
        var out = ByteBuffer.allocate(length).put(MAGIC).putShort((short) length);
        head(out, ends, packet);
        if (key.length > 0) chunk(out, KEY, key);
        if (call.length > 0) chunk(out, CORRELATION, call);
        chunk(out, PAYLOAD, packet.packet);
        return out.array();
    }

    /** Bytes of the chunks that every copy has, the payload aside. */
    private static int fixed(Ends ends) {
        int addresses = 2 * (HEAD + ends.source.length);
        return 3 * (HEAD + Byte.BYTES) + addresses + 2 * (HEAD + Short.BYTES) + 3 * (HEAD + Integer.BYTES);
    }

    private void head(ByteBuffer out, Ends ends, Captured packet) {
        boolean six = ends.source.length > 4;
        chunk(out, FAMILY, six ? IPV6 : IPV4);
        chunk(out, PROTOCOL, packet.isStream() ? TCP : UDP);
        chunk(out, six ? SOURCE_6 : SOURCE_4, ends.source);
        chunk(out, six ? DESTINATION_6 : DESTINATION_4, ends.destination);
        chunk(out, SOURCE_PORT, (short) packet.source().getPort());
        chunk(out, DESTINATION_PORT, (short) packet.destination().getPort());
        Instant at = packet.at;
        chunk(out, SECONDS, (int) at.getEpochSecond());
        chunk(out, MICROSECONDS, at.getNano() / NANOS_OF_MICRO);
        chunk(out, TYPE, SIP);
        chunk(out, AGENT, agent);
    }

    private static void chunk(ByteBuffer out, short type, byte value) {
        start(out, type, Byte.BYTES).put(value);
    }

    private static void chunk(ByteBuffer out, short type, short value) {
        start(out, type, Short.BYTES).putShort(value);
    }

    private static void chunk(ByteBuffer out, short type, int value) {
        start(out, type, Integer.BYTES).putInt(value);
    }

    private static void chunk(ByteBuffer out, short type, byte[] value) {
        start(out, type, value.length).put(value);
    }

    private static ByteBuffer start(ByteBuffer out, short type, int length) {
        return out.putShort(GENERIC).putShort(type).putShort((short) (HEAD + length));
    }

    /** Addresses of one family: a socket of both families calls IPv4 peers {@code ::ffff:192.0.2.1} and itself {@code ::}. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Ends(byte[] source, byte[] destination) {
        static Ends of(InetSocketAddress from, InetSocketAddress to) {
            var source = bytes(from.getAddress());
            var destination = bytes(to.getAddress());
            if (source.length == destination.length) return new Ends(source, destination);
            if (from.getAddress().isAnyLocalAddress()) return new Ends(new byte[destination.length], destination);
            if (to.getAddress().isAnyLocalAddress()) return new Ends(source, new byte[source.length]);
            return new Ends(mapped(source), mapped(destination));
        }

        /** {@code ::ffff:0:0/96} (RFC 4291 §2.5.5.2) is IPv4. */
        private static byte[] bytes(InetAddress address) {
            var bytes = address.getAddress();
            return isMapped(bytes) ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
        }

        private static boolean isMapped(byte[] bytes) {
            if (bytes.length != 16 || bytes[10] != -1 || bytes[11] != -1) return false;
            for (int i = 0; i < 10; i++) if (bytes[i] != 0) return false;
            return true;
        }

        private static byte[] mapped(byte[] bytes) {
            if (bytes.length == 16) return bytes;
            var six = new byte[16];
            six[10] = six[11] = -1;
            System.arraycopy(bytes, 0, six, 12, 4);
            return six;
        }
    }
}
