package esg.e2e;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Ports nobody uses. */
public final class Ports {
    private static final int FIRST = 10_000;

    /** Below 32,768, where Linux begins to take ports for connections. */
    private static final int PAIRS = 11_000;

    private static final AtomicInteger NEXT =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(PAIRS));

    private Ports() {}

    /**
     * Free for TCP and UDP on every address, and so is the one after it, where a node's lifeline listens. None that the kernel gives to
     * connections by itself, which it might do before ours is bound, and none that was given before.
     */
    public static int free() {
        for (int tries = 0; tries < PAIRS; tries++) {
            int port = FIRST + 2 * Math.floorMod(NEXT.getAndIncrement(), PAIRS);
            if (isFree(port) && isFree(port + 1)) return port;
        }
        throw new AssertionError("no free ports");
    }

    /** What to add to the ports of {@code ./esg cluster}, such that those of three nodes are free at this moment. */
    static int freeOffset() {
        for (int tries = 0; tries < 50; tries++) {
            int offset = 1_000 + ThreadLocalRandom.current().nextInt(110) * 100;
            if (IntStream.range(0, 3).map(node -> node * 100 + offset).allMatch(Ports::allFree)) return offset;
        }
        throw new AssertionError("no free ports");
    }

    /** Whether somebody listens there by UDP: as the kernel tells it, since a try to bind would be in the way of who is about to. */
    static boolean isBound(String host, int port) throws IOException {
        return isBound(ProcessHandle.current().pid(), host, port);
    }

    /** The same in the network namespace of that process. */
    static boolean isBound(long pid, String host, int port) throws IOException {
        var address = InetAddress.ofLiteral(host).getAddress();
        var local = String.format(
                Locale.ROOT, "%02X%02X%02X%02X:%04X", address[3], address[2], address[1], address[0], port);
        try (var sockets = Files.lines(Path.of("/proc/" + pid + "/net/udp"))) {
            return sockets.anyMatch(line -> line.contains(" " + local + " "));
        }
    }

    private static boolean allFree(int offset) {
        return IntStream.of(5060, 5080, 8080, 17_355, 17_356).allMatch(port -> isFree(port + offset));
    }

    private static boolean isFree(int port) {
        try (var _ = new ServerSocket(port);
                var _ = new DatagramSocket(port)) {
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
