package esg.inside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.regex.Pattern;

/** A TCP connection for a {@link Peer}: what that sends here by UDP goes on by TCP, and what comes back goes to it. */
final class Connection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^Content-Length: (\\d+)\r?$");
    private static final int LARGEST = 65_535;

    private final DatagramSocket near = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final Socket far;
    private final InetSocketAddress peer;

    Connection(InetSocketAddress to, Peer peer) throws IOException {
        this.far = new Socket(to.getAddress(), to.getPort());
        this.peer = new InetSocketAddress("127.0.0.9", peer.port());
        Thread.ofPlatform().daemon().start(() -> untilClosed(this::forth));
        Thread.ofPlatform().daemon().start(() -> untilClosed(this::back));
    }

    /** Where the peer sends. */
    InetSocketAddress near() {
        return (InetSocketAddress) near.getLocalSocketAddress();
    }

    private interface Way {
        void go() throws IOException;
    }

    private static void untilClosed(Way way) {
        try {
            way.go();
        } catch (IOException closed) {
            // by one end or the other
        }
    }

    private void forth() throws IOException {
        var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        while (true) {
            near.receive(packet);
            far.getOutputStream().write(packet.getData(), 0, packet.getLength());
            packet.setLength(LARGEST);
        }
    }

    private void back() throws IOException {
        var in = far.getInputStream();
        for (var message = next(in); message.length > 0; message = next(in)) {
            near.send(new DatagramPacket(message, message.length, peer));
        }
    }

    /** One message (RFC 3261 §18.3); empty at the end. */
    private static byte[] next(InputStream in) throws IOException {
        var message = new ByteArrayOutputStream();
        var head = "";
        while (!head.endsWith("\r\n\r\n")) {
            int one = in.read();
            if (one < 0) return new byte[0];
            message.write(one);
            head = message.toString(ISO_8859_1);
        }
        var length = LENGTH.matcher(head);
        if (length.find()) message.write(in.readNBytes(Integer.parseInt(length.group(1))));
        return message.toByteArray();
    }

    @Override
    public void close() throws IOException {
        far.close();
        near.close();
    }
}
