package esg.media.sdp;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a peer says of its media. */
public sealed interface Description {
    /**
     * One that can be read.
     *
     * @param times its t= lines, which an answer repeats (RFC 3264 §6)
     */
    record Session(List<String> times, List<MediaLine> media) implements Description {
        public Session {
            times = List.copyOf(times);
            media = List.copyOf(media);
        }
    }

    /** One that cannot, and why. */
    record Unreadable(String why) implements Description {}

    /** Reads a body of type {@code application/sdp}; never fails, since the peer wrote it. */
    static Description read(byte[] body) {
        return DescriptionReader.read(new String(body, StandardCharsets.UTF_8));
    }
}
