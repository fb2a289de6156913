package esg.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** One end of a call, packet by packet: 20 ms of PCMA that are one byte, repeated. */
final class RtpEnd implements AutoCloseable {
    static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Pattern PORT = Pattern.compile("m=audio (\\d+) ");
    private static final int PCMA = 8;

    private final DatagramSocket socket;
    private final int source;
    private int sequence;

    RtpEnd(int source) throws IOException {
        this.source = source;
        this.socket = new DatagramSocket(new InetSocketAddress(HERE, Ports.free()));
        socket.setSoTimeout(5);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** A description with these lines after those that all have. */
    String sdp(String protocol, String... lines) {
        return "v=0\r\no=- %d 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio %d %s 8 101\r\n%s"
                        .formatted(
                                source,
                                port(),
                                protocol,
                                "a=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\n")
                + Arrays.stream(lines).map(line -> line + "\r\n").reduce("", String::concat);
    }

    static InetSocketAddress audio(String sdp) {
        var port = PORT.matcher(sdp);
        if (!port.find()) throw new AssertionError("no audio in " + sdp);
        return new InetSocketAddress(HERE, Integer.parseInt(port.group(1)));
    }

    byte[] packet(byte sound) {
        var packet = ByteBuffer.allocate(172).put((byte) 0x80).put((byte) PCMA).putShort((short) ++sequence);
        packet.putInt(sequence * 160).putInt(source);
        while (packet.hasRemaining()) packet.put(sound);
        return packet.array();
    }

    void send(byte[] packet, InetSocketAddress to) throws IOException {
        socket.send(new DatagramPacket(packet, packet.length, to));
    }

    /** All that has come. */
    List<byte[]> received() throws IOException {
        List<byte[]> all = new ArrayList<>();
        var packet = new DatagramPacket(new byte[2048], 2048);
        try {
            while (true) {
                packet.setLength(2048);
                socket.receive(packet);
                all.add(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
        } catch (SocketTimeoutException noMore) {
            return all;
        }
    }

    static int payloadType(byte[] rtp) {
        return rtp[1] & 0x7f;
    }

    @Override
    public void close() {
        socket.close();
    }
}
