package esg.cluster.sharding;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the accounts of all nodes send to. A packet says when its sender looked at the fence, by the machine's one monotonic clock: a
 * process that is stopped between that look and the send sends when it wakes (docs/adr/0006, limits), as a network delivers late.
 */
final class Sink implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sink.class);

    private record Served(int node, long since, long asked) {
        Served next(int by, long now) {
            return new Served(by, by == node ? since : now, now);
        }
    }

    private final DatagramSocket socket;
    private final Map<String, Served> last = new HashMap<>();
    private final TreeSet<Integer> gone = new TreeSet<>();
    private final List<String> late = new ArrayList<>();
    private final Set<String> onItsWay = new HashSet<>();
    private long worst;

    Sink() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setReceiveBufferSize(4 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("sink").start(this::receive);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void receive() {
        var packet = new DatagramPacket(new byte[100], 100);
        try {
            while (true) {
                socket.receive(packet);
                var words =
                        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII).split(" ", -1);
                served(words[0], Integer.parseInt(words[1]), Long.parseLong(words[2]));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private synchronized void served(String account, int node, long asked) {
        var before = last.get(account);
        if (before == null || before.node == node || !gone.contains(node)) {
            if (before != null && before.node != node && gone.contains(before.node))
                worst = Math.max(worst, asked - before.asked);
            last.put(account, before == null ? new Served(node, asked, asked) : before.next(node, asked));
            return;
        }
        var packet = account + " by " + node + " after " + before.node;
        // An account sends one packet after the other: when its node was stopped, no more than one was on its way.
        if (asked - before.since > 0 || !onItsWay.add(packet)) late.add(packet);
        else log.info("on its way since before the take-over: {}", packet);
    }

    /** From now on this node's accounts move to others, and whatever it sends for one that has moved is one packet too many. */
    synchronized void gone(int node) {
        gone.add(node);
        worst = 0;
    }

    /** Packets of nodes that are gone, let through after their accounts had moved, or more than one of an account. */
    synchronized List<String> late() {
        return List.copyOf(late);
    }

    /** The longest time any account was not served when it moved from a node that is gone. */
    synchronized Duration worst() {
        return Duration.ofNanos(worst);
    }

    /** The node that sent last, for each account. */
    synchronized Map<String, Integer> served() {
        var now = new HashMap<String, Integer>();
        last.forEach((account, served) -> now.put(account, served.node));
        return now;
    }

    @Override
    public void close() {
        socket.close();
    }
}
