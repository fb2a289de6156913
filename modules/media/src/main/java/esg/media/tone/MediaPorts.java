package esg.media.tone;

import esg.media.rtp.MediaSockets;
import java.io.IOException;
import java.net.InetAddress;
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
        bind = MediaSockets.bindable(place.address());
        first = place.firstPort() + (place.firstPort() & 1);
        pairs = (place.lastPort() - first) / 2 + 1;
        next = new AtomicInteger(ThreadLocalRandom.current().nextInt(Math.max(1, pairs)));
    }

    /** An open socket, none used a short while ago if there are others; null when all are taken. */
    @Nullable
    DatagramChannel open() {
        for (int tries = 0; tries < pairs; tries++) {
            int port = first == 0 ? 0 : first + 2 * Math.floorMod(next.getAndIncrement(), pairs);
            try {
                return MediaSockets.open(bind, port);
            } catch (IOException taken) {
                // by another program, or a call before this one: the next one may be free
            }
        }
        return null;
    }
}
