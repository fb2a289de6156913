package esg.sip.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The two messages of RFC 5389 we deal in: a Binding request and what comes back. Reading never throws. */
sealed interface StunMessage {
    /** A server saw us there. */
    record Mapped(String transaction, InetSocketAddress external) implements StunMessage {}

    /** A server would not say (§15.6). */
    record Refused(String transaction, int code) implements StunMessage {}

    int HEADER = 20;
    int TRANSACTION = 12;

    /** A new transaction id, in hexadecimal digits: 96 random bits, by which nobody off the path can answer for a server. */
    static String newTransaction() {
        var id = new byte[TRANSACTION];
        Reading.RANDOM.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    /** A request without attributes (§6). */
    static byte[] bindingRequest(String transaction) {
        return ByteBuffer.allocate(HEADER)
                .putShort((short) Reading.REQUEST)
                .putShort((short) 0)
                .putInt(Reading.COOKIE)
                .put(HexFormat.of().parseHex(transaction))
                .array();
    }

    /** Null when it is no answer to a Binding request, or one that says nothing. */
    static @Nullable StunMessage read(byte[] datagram) {
        if (datagram.length < HEADER) return null;
        var in = ByteBuffer.wrap(datagram);
        int type = in.getShort();
        int length = in.getShort() & 0xffff;
        if (in.getInt() != Reading.COOKIE || length > datagram.length - HEADER) return null;
        if (type != Reading.SUCCESS && type != Reading.ERROR) return null;
        var reading = new Reading(datagram, HEADER + length);
        return type == Reading.SUCCESS ? reading.mapped() : reading.refused();
    }

    /** The attributes of one answer (§15). Those we do not know are passed over, also where they ought to be known: old servers send such. */
    final class Reading {
        private static final SecureRandom RANDOM = new SecureRandom();
        private static final int COOKIE = 0x2112A442;
        private static final int REQUEST = 0x0001;
        private static final int SUCCESS = 0x0101;
        private static final int ERROR = 0x0111;
        private static final int MAPPED_ADDRESS = 0x0001;
        private static final int ERROR_CODE = 0x0009;
        private static final int XOR_MAPPED_ADDRESS = 0x0020;

        private final byte[] datagram;
        private final int end;

        private Reading(byte[] datagram, int end) {
            this.datagram = datagram;
            this.end = end;
        }

        private String transaction() {
            return HexFormat.of().formatHex(datagram, HEADER - TRANSACTION, HEADER);
        }

        /** The XOR form wins: there are NATs that rewrite whatever looks like an address of theirs (§15.2). */
        private @Nullable StunMessage mapped() {
            var external = address(XOR_MAPPED_ADDRESS, true);
            if (external == null) external = address(MAPPED_ADDRESS, false);
            return external == null ? null : new Mapped(transaction(), external);
        }

        private StunMessage refused() {
            int at = find(ERROR_CODE, 4);
            int code = at < 0 ? 0 : (datagram[at + 2] & 7) * 100 + (datagram[at + 3] & 0xff);
            return new Refused(transaction(), code);
        }

        private @Nullable InetSocketAddress address(int attribute, boolean xored) {
            int at = find(attribute, 8);
            if (at < 0) return null;
            int family = datagram[at + 1];
            int size = family == 1 ? 4 : family == 2 ? 16 : 0;
            if (size == 0 || at + 4 + size > end) return null;
            int port = ByteBuffer.wrap(datagram).getShort(at + 2) & 0xffff;
            var bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) (datagram[at + 4 + i] ^ (xored ? datagram[4 + i] : 0)); // cookie, then transaction
            }
            if (xored) port ^= COOKIE >>> 16;
            try {
                return port == 0 ? null : new InetSocketAddress(InetAddress.getByAddress(bytes), port);
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        /** Where the value of the first such attribute begins; -1 when there is none of at least that many bytes. */
        private int find(int attribute, int least) {
            var in = ByteBuffer.wrap(datagram);
            for (int at = HEADER; at + 4 <= end; ) {
                int type = in.getShort(at) & 0xffff;
                int length = in.getShort(at + 2) & 0xffff;
                if (type == attribute && length >= least && at + 4 + length <= end) return at + 4;
                at += 4 + (length + 3) / 4 * 4;
            }
            return -1;
        }
    }
}
