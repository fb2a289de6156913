package esg.media.bgmg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An end with two sockets, which speaks one packet at a time. */
final class Phone implements AutoCloseable {
    static final int PCMA = 8;
    static final int EVENTS = 101;

    private final DatagramSocket rtp;
    private final DatagramSocket rtcp;
    private int sequence = 65_530; // soon to begin again
    private int timestamp = 4_000;
    private int source = 77;

    Phone(String host) {
        try {
            var address = InetAddress.ofLiteral(host);
            rtp = new DatagramSocket(new InetSocketAddress(address, 0));
            rtcp = new DatagramSocket(new InetSocketAddress(address, 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress at() {
        return (InetSocketAddress) rtp.getLocalSocketAddress();
    }

    /** What it says of itself, with lines of its own behind. */
    byte[] sdp(String... more) {
        return sdpAt(rtp.getLocalAddress().getHostAddress(), at().getPort(), more);
    }

    /** As {@link #sdp}, of another place than where it is. */
    byte[] sdpAt(String host, int port, String... more) {
        var family = host.contains(":") ? "IP6 " : "IP4 ";
        return ("v=0\r\no=- 1 1 IN " + family + host + "\r\ns=-\r\nc=IN " + family + host + "\r\nt=0 0\r\nm=audio "
                        + port
                        + " RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=rtcp:" + rtcp.getLocalPort()
                        + "\r\n" + String.join("", more))
                .getBytes(UTF_8);
    }

    /** The port of the first m= line. */
    static int port(byte[] sdp) {
        var text = new String(sdp, UTF_8);
        return Integer.parseInt(text.substring(text.indexOf("m=")).split(" ")[1]);
    }

    InetSocketAddress told(byte[] sdp) {
        return new InetSocketAddress(rtp.getLocalAddress(), port(sdp));
    }

    /** The next 20 ms of its speech. */
    byte[] speak(InetSocketAddress to) {
        return speak(to, PCMA);
    }

    byte[] speak(InetSocketAddress to, int payloadType) {
        timestamp += 160;
        var payload = new byte[160];
        Arrays.fill(payload, (byte) sequence);
        return packet(to, payloadType, timestamp, payload);
    }

    /** An event at the time of the last speech. */
    void press(InetSocketAddress to, int event, boolean end, int duration) {
        packet(to, EVENTS, timestamp, new byte[] {
            (byte) event, (byte) (end ? 0x8a : 10), (byte) (duration >> 8), (byte) duration
        });
    }

    private byte[] packet(InetSocketAddress to, int payloadType, int time, byte[] payload) {
        var packet = ByteBuffer.allocate(12 + payload.length)
                .put((byte) 0x80)
                .put((byte) payloadType)
                .putShort((short) sequence++)
                .putInt(time)
                .putInt(source)
                .put(payload)
                .array();
        send(rtp, packet, to);
        return packet;
    }

    void lose(int packets) {
        sequence += packets;
    }

    void report(InetSocketAddress to) {
        var packet = ByteBuffer.allocate(8)
                .put((byte) 0x80)
                .put((byte) 201)
                .putShort((short) 1)
                .putInt(source);
        send(rtcp, packet.array(), new InetSocketAddress(to.getAddress(), to.getPort() + 1));
    }

    void send(byte[] packet, InetSocketAddress to) {
        send(rtp, packet, to);
    }

    private static void send(DatagramSocket socket, byte[] packet, InetSocketAddress to) {
        try {
            socket.send(new DatagramPacket(packet, packet.length, to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next packet; empty when none comes within a second. */
    byte[] hears() {
        return hears(rtp, 1_000);
    }

    /** Whether the next packet is this one. */
    boolean hears(byte[] packet) {
        return Arrays.equals(packet, hears());
    }

    byte[] hearsReport() {
        return hears(rtcp, 1_000);
    }

    /** All that is there, and nothing more for a moment. */
    boolean hearsNothing() {
        return hears(rtp, 100).length == 0;
    }

    private static byte[] hears(DatagramSocket socket, int millis) {
        try {
            socket.setSoTimeout(millis);
            var packet = new DatagramPacket(new byte[2_000], 2_000);
            socket.receive(packet);
            return Arrays.copyOf(packet.getData(), packet.getLength());
        } catch (SocketTimeoutException nothing) {
            return new byte[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        rtp.close();
        rtcp.close();
    }
}
