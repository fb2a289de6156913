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
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Where the accounts of all nodes send to. One socket: packets are in the order in which they were sent, whoever sent them. */
final class Sink implements AutoCloseable {
    private record Served(int node, long at) {}

    private final DatagramSocket socket;
    private final Map<String, Served> last = new HashMap<>();
    private final TreeSet<Integer> gone = new TreeSet<>();
    private final List<String> late = new ArrayList<>();
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
                served(words[0], Integer.parseInt(words[1]));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private synchronized void served(String account, int node) {
        long now = System.nanoTime();
        var before = last.put(account, new Served(node, now));
        if (before == null) return;
        if (before.node != node && gone.contains(before.node)) worst = Math.max(worst, now - before.at);
        if (before.node != node && gone.contains(node)) late.add(account + " by " + node + " after " + before.node);
    }

    /** From now on this node's accounts move to others, and whatever it sends for one that has moved is one packet too many. */
    synchronized void gone(int node) {
        gone.add(node);
        worst = 0;
    }

    /** Packets of nodes that are gone, for accounts that had moved. */
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
