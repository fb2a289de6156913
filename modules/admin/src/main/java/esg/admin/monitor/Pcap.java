package esg.admin.monitor;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import esg.admin.monitor.CallPackets.Everywhere;
import esg.admin.monitor.CallPackets.Packet;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/monitor/v1/calls/{id}/pcap}: the packets of a call as a capture file (libpcap 2.4, link type 101, which is bare IP). What was
 * logged are messages, so each is a datagram of its own here, whatever carried it. The log names the peer alone; the gateway's end is the
 * address it gave for itself toward that peer, else that of the node with port 5060.
 */
public final class Pcap {
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int BARE_IP = 101;
    private static final int LONGEST = 65_535;
    private static final int UDP_HEADER = 8;
    private static final int V4_HEADER = 20;
    private static final int V6_HEADER = 40;
    private static final byte UDP = 17;
    private static final byte HOPS = 64;
    private static final int SIP_PORT = 5060;
    private static final int NANOS = 1_000;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final Map<String, String> own = new HashMap<>(); // by node and peer

    private Pcap() {}

    /** The file. Packets whose addresses cannot be told, or are of two families, are left out. */
    public static byte[] of(Everywhere everywhere) {
        var packets = Seen.of(everywhere);
        var pcap = new Pcap();
        pcap.learn(packets);
        pcap.header();
        packets.forEach(pcap::write);
        return pcap.file.toByteArray();
    }

    private void learn(List<Seen> packets) {
        for (var seen : packets) {
            if (!seen.packet().own().isEmpty())
                own.putIfAbsent(key(seen), seen.packet().own());
        }
    }

    private static String key(Seen seen) {
        return seen.node() + " " + seen.packet().peer();
    }

    private void header() {
        write(ByteBuffer.allocate(24)
                .order(ByteOrder.BIG_ENDIAN)
                .putInt(MAGIC)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0)
                .putInt(LONGEST)
                .putInt(BARE_IP));
    }

    private void write(Seen seen) {
        var packet = seen.packet();
        var peer = address(packet.peer());
        var node = seen.node().substring(seen.node().indexOf('@') + 1);
        var here =
                address(own.getOrDefault(key(seen), (node.contains(":") ? "[" + node + "]" : node) + ":" + SIP_PORT));
        if (peer == null || here == null) return;
        if (peer.getAddress().getClass() != here.getAddress().getClass()) return;
        datagram(packet, packet.sent() ? here : peer, packet.sent() ? peer : here);
    }

    private void datagram(Packet packet, InetSocketAddress from, InetSocketAddress to) {
        boolean v4 = from.getAddress().getAddress().length == 4;
        int header = v4 ? V4_HEADER : V6_HEADER;
        var text = packet.text().getBytes(ISO_8859_1);
        int length = Math.min(text.length, LONGEST - header - UDP_HEADER);
        var ip = ByteBuffer.allocate(header + UDP_HEADER + length);
        if (v4) v4(ip, from, to);
        else v6(ip, from, to, UDP_HEADER + length);
        ip.putShort((short) from.getPort()).putShort((short) to.getPort()).putShort((short) (UDP_HEADER + length));
        ip.putShort((short) 0).put(text, 0, length);
        if (!v4) ip.putShort(header + 6, checksum(pseudo(ip, header, UDP_HEADER + length)));
        record(packet.at(), ip);
    }

    private static void v4(ByteBuffer ip, InetSocketAddress from, InetSocketAddress to) {
        ip.put((byte) 0x45)
                .put((byte) 0)
                .putShort((short) ip.capacity())
                .putInt(0)
                .put(HOPS)
                .put(UDP);
        ip.putShort((short) 0)
                .put(from.getAddress().getAddress())
                .put(to.getAddress().getAddress());
        ip.putShort(10, checksum(ip.duplicate().flip()));
    }

    private static void v6(ByteBuffer ip, InetSocketAddress from, InetSocketAddress to, int length) {
        ip.putInt(0x60000000).putShort((short) length).put(UDP).put(HOPS);
        ip.put(from.getAddress().getAddress()).put(to.getAddress().getAddress());
    }

    /** What the checksum of UDP over IPv6 is made of, which it must have (RFC 8200 §8.1). */
    private static ByteBuffer pseudo(ByteBuffer ip, int header, int length) {
        var pseudo = ByteBuffer.allocate(header + length);
        pseudo.put(ip.slice(8, 32)).putInt(length).putInt(UDP).put(ip.slice(header, length));
        return pseudo.flip();
    }

    /** RFC 1071; 0 stands for none in UDP, so it is written as its other form. */
    private static short checksum(ByteBuffer bytes) {
        long sum = 0;
        while (bytes.remaining() > 1) sum += bytes.getShort() & 0xffff;
        if (bytes.hasRemaining()) sum += (bytes.get() & 0xff) << 8;
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        short folded = (short) ~sum;
        return folded == 0 ? (short) 0xffff : folded;
    }

    private void record(Instant at, ByteBuffer ip) {
        write(ByteBuffer.allocate(16)
                .putInt((int) at.getEpochSecond())
                .putInt(at.getNano() / NANOS)
                .putInt(ip.capacity())
                .putInt(ip.capacity()));
        write(ip);
    }

    private void write(ByteBuffer bytes) {
        var written = new byte[bytes.position()];
        bytes.get(0, written);
        file.writeBytes(written);
    }

    /** Of {@code address:port}; null for a name, which nobody is asked for. */
    private static @Nullable InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            var host = text.substring(0, colon).replace("[", "").replace("]", "");
            return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }
}
