package esg.media.tone;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** UDP sockets for audio, on the even ports of a range (RFC 3550 §11). Any thread. */
final class MediaPorts {
    private final InetAddress bind;
    private final int first;
    private final int pairs;
    private final AtomicInteger next;

    /**
     * With the range of the place.
     *
     * @throws IOException when no socket can be opened here at all
     */
    MediaPorts(Tones.Place place) throws IOException {
        bind = bindable(place.address());
        first = place.firstPort() + (place.firstPort() & 1);
        pairs = (place.lastPort() - first) / 2 + 1;
        next = new AtomicInteger(ThreadLocalRandom.current().nextInt(Math.max(1, pairs)));
    }

    /** What peers are told may be an address of a NAT in front of us: then all interfaces are listened on. */
    private static InetAddress bindable(InetAddress told) throws IOException {
        try (var probe = open(told, 0)) {
            return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
        } catch (IOException notOurs) {
            var any = InetAddress.ofLiteral(told instanceof Inet6Address ? "::" : "0.0.0.0");
            open(any, 0).close();
            return any;
        }
    }

    private static DatagramChannel open(InetAddress bind, int port) throws IOException {
        var family = bind instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        var channel = DatagramChannel.open(family);
        boolean bound = false;
        try {
            channel.bind(new InetSocketAddress(bind, port)).configureBlocking(false);
            bound = true;
            return channel;
        } finally {
            if (!bound) channel.close();
        }
    }

    /** An open socket, none used a short while ago if there are others; null when all are taken. */
    @Nullable
    DatagramChannel open() {
        for (int tries = 0; tries < pairs; tries++) {
            int port = first == 0 ? 0 : first + 2 * Math.floorMod(next.getAndIncrement(), pairs);
            try {
                return open(bind, port);
            } catch (IOException taken) {
                // by another program, or a call before this one: the next one may be free
            }
        }
        return null;
    }
}
