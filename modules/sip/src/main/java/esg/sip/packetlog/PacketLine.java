package esg.sip.packetlog;

import esg.domain.account.Transport;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** One entry of the log, in the form operators know (LOG-01..04). */
record PacketLine(Instant at, What what, Transport transport, InetSocketAddress remote, Body body)
        implements LogFiles.Line {
    enum What {
        SENT,
        NOT_SENT,
        RECEIVED,
        BANNED
    }

    /** What came or went, and by which worker. Never changed, never compared: hence no record. */
    static final class Body {
        private final byte[] packet;
        private final int worker;

        Body(byte[] packet, int worker) {
            this.packet = packet;
            this.worker = worker;
        }
    }

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    /** Heading, packet as on the wire, blank line; a banned packet has its heading only. */
    @Override
    public byte[] bytes(ZoneId zone) {
        var head = heading(zone).getBytes(StandardCharsets.ISO_8859_1);
        if (what == What.BANNED) return head;
        var packet = body.packet;
        var ended = packet.length > 0 && packet[packet.length - 1] == '\n'; // then one more makes the blank line
        var all = new byte[head.length + packet.length + (ended ? 1 : 2)];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(packet, 0, all, head.length, packet.length);
        Arrays.fill(all, head.length + packet.length, all.length, (byte) '\n');
        return all;
    }

    private String heading(ZoneId zone) {
        var peer = transport.token() + " " + peer(remote);
        var text = switch (what) {
            case SENT -> "Send to " + peer + " (ok)";
            case NOT_SENT -> "Send to " + peer + " (failed)";
            case RECEIVED -> "Recv from " + peer;
            case BANNED -> "Recv from " + peer + " BANNED";
        };
        return TIME.format(at.atZone(zone)) + " <0." + body.worker + ".0> " + text + "\n";
    }

    /** {@code address:port}. */
    static String peer(InetSocketAddress remote) {
        return host(remote) + ":" + remote.getPort();
    }

    private static String host(InetSocketAddress remote) {
        var address = remote.getAddress();
        if (address == null) return remote.getHostString();
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }
}
