package esg.media.sdp;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One agreed audio stream as we see it.
 *
 * @param payloadType number under which the codec travels
 * @param remote where the peer says it listens; null when it gave a name, or listens nowhere (held by 0.0.0.0, RFC 3264 §8.4)
 * @param direction ours
 */
public record AudioStream(
        Codec codec, int payloadType, @Nullable InetSocketAddress remote, Direction direction) {
    /** Whether we may send. */
    public boolean sends() {
        return direction.sends();
    }
}
