package esg.esg.drill;

import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends the time into the registrar's own socket, again and again: what is read after a tick has come after that tick, however late the
 * registrar reads, for it shares the processors with the nodes.
 */
final class Ticks implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(5);

    private final DatagramSocket socket;
    private volatile boolean open = true;

    private Ticks(DatagramSocket socket) {
        this.socket = socket;
    }

    static Ticks open() throws StartFailure {
        try {
            return new Ticks(new DatagramSocket());
        } catch (IOException e) {
            throw new StartFailure("the drill's clock: " + e.getMessage(), e);
        }
    }

    /** By this the registrar knows them. */
    int port() {
        return socket.getLocalPort();
    }

    /** Milliseconds of the wall clock when this tick was sent. */
    static long read(byte[] packet) {
        return Long.parseLong(new String(packet, StandardCharsets.US_ASCII));
    }

    void begin(InetSocketAddress registrar) {
        Thread.ofPlatform().daemon().name("ticks").start(() -> send(registrar));
    }

    private void send(InetSocketAddress registrar) {
        while (open) {
            var time = Long.toString(System.currentTimeMillis()).getBytes(StandardCharsets.US_ASCII);
            try {
                socket.send(new DatagramPacket(time, time.length, registrar));
            } catch (IOException _) {
                // Closed, or no room: the next one says more anyway.
            }
            LockSupport.parkNanos(EVERY.toNanos());
        }
    }

    @Override
    public void close() {
        open = false;
        socket.close();
    }
}
