package esg.sip.stun;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells everybody the address it was told to tell, or nothing. */
final class FakeStunServer implements AutoCloseable {
    private final DatagramSocket socket = open();
    final AtomicInteger asked = new AtomicInteger();
    volatile String external = "203.0.113.7";
    volatile boolean silent;

    FakeStunServer() {
        Thread.ofPlatform().daemon().start(this::serve);
    }

    private static DatagramSocket open() {
        try {
            return new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    StunServer address() {
        return new StunServer("127.0.0.1", socket.getLocalPort());
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[500], 500);
        try {
            while (!socket.isClosed()) {
                packet.setLength(500);
                socket.receive(packet);
                asked.incrementAndGet();
                if (!silent) answer(packet);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void answer(DatagramPacket question) throws IOException {
        var address = InetAddress.ofLiteral(external).getAddress();
        var answer = ByteBuffer.allocate(32)
                .putShort((short) 0x0101)
                .putShort((short) 12)
                .put(question.getData(), 4, 16)
                .putShort((short) 0x0020)
                .putShort((short) 8)
                .putShort((short) 1)
                .putShort((short) (question.getPort() ^ 0x2112))
                .putInt(ByteBuffer.wrap(address).getInt() ^ 0x2112A442);
        socket.send(new DatagramPacket(answer.array(), 32, question.getSocketAddress()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
