package esg.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** A STUN server that tells everybody the same address, and the port they ask from. */
final class Stun implements AutoCloseable {
    private final DatagramSocket socket;
    private final byte[] external;

    private Stun(DatagramSocket socket, byte[] external) {
        this.socket = socket;
        this.external = external;
    }

    /** On loopback. */
    static Stun telling(String external) throws IOException {
        var stun = new Stun(
                new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1")),
                InetAddress.ofLiteral(external).getAddress());
        Thread.ofPlatform().daemon().start(stun::serve);
        return stun;
    }

    /** As a setting names it. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        var question = new DatagramPacket(new byte[500], 500);
        try {
            while (!socket.isClosed()) {
                question.setLength(500);
                socket.receive(question);
                var answer = ByteBuffer.allocate(32)
                        .putShort((short) 0x0101)
                        .putShort((short) 12)
                        .put(question.getData(), 4, 16)
                        .putShort((short) 0x0020)
                        .putShort((short) 8)
                        .putShort((short) 1)
                        .putShort((short) (question.getPort() ^ 0x2112))
                        .putInt(ByteBuffer.wrap(external).getInt() ^ 0x2112A442);
                socket.send(new DatagramPacket(answer.array(), 32, question.getSocketAddress()));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
