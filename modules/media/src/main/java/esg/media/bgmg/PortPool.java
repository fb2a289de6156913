package esg.media.bgmg;

import esg.media.rtp.MediaSockets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Pairs of ports of one address, RTP on the even one (RFC 3550 §11). Those given back wait behind all others, since packets of the call
 * before may still come; the order is a secret, since who guesses a port could speak first (RFC 6056). Any thread.
 */
final class PortPool {
    /** So many may be taken by other programs in a row before we give up. */
    private static final int TRIES = 100;

    private final InetAddress bind;
    private final int trafficClass;
    private final Deque<Integer> free;

    /** Two sockets; {@code port} is RTP's. */
    record Pair(DatagramChannel rtp, DatagramChannel rtcp, int port) {}

    PortPool(InetAddress bind, Ports ports, int trafficClass, Random random) {
        this.bind = bind;
        this.trafficClass = trafficClass;
        var all = new ArrayList<Integer>();
        for (int port = ports.first() + (ports.first() & 1); port < ports.last(); port += 2) all.add(port);
        Collections.shuffle(all, random);
        this.free = new ArrayDeque<>(all);
    }

    InetAddress bind() {
        return bind;
    }

    /** Null when all are taken. */
    @Nullable
    Pair take() {
        for (int tries = 0; tries < TRIES; tries++) {
            Integer port;
            synchronized (free) {
                port = free.poll();
            }
            if (port == null) return null;
            var pair = open(port);
            if (pair != null) return pair;
            give(port);
        }
        return null;
    }

    private @Nullable Pair open(int port) {
        DatagramChannel rtp = null;
        try {
            rtp = urgent(MediaSockets.open(bind, port));
            return new Pair(rtp, urgent(MediaSockets.open(bind, port + 1)), port);
        } catch (IOException taken) {
            if (rtp != null) close(rtp);
            return null;
        }
    }

    private DatagramChannel urgent(DatagramChannel channel) throws IOException {
        if (trafficClass == 0) return channel;
        try {
            return channel.setOption(StandardSocketOptions.IP_TOS, trafficClass);
        } catch (IOException e) {
            close(channel);
            throw e;
        }
    }

    private static void close(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket cannot be closed", e);
        }
    }

    /** Only when both its sockets are closed. */
    void give(int port) {
        synchronized (free) {
            free.add(port);
        }
    }

    /** Pairs nobody has. */
    int free() {
        synchronized (free) {
            return free.size();
        }
    }
}
