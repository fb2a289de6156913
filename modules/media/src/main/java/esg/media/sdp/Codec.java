package esg.media.sdp;

import java.util.Locale;
import java.util.Optional;

/** What we speak: G.711, which every telephone knows. */
public enum Codec {
    PCMU(0),
    PCMA(8);

    private final int payloadType;

    Codec(int payloadType) {
        this.payloadType = payloadType;
    }

    /** Its static number (RFC 3551 §6). */
    int payloadType() {
        return payloadType;
    }

    /** As in an rtpmap. */
    String encoding() {
        return name() + "/8000";
    }

    /** By an rtpmap's value; a channel count of one may follow. */
    static Optional<Codec> of(String encoding) {
        var upper = encoding.toUpperCase(Locale.ROOT);
        for (var codec : values()) {
            if (upper.equals(codec.encoding()) || upper.equals(codec.encoding() + "/1")) return Optional.of(codec);
        }
        return Optional.empty();
    }
}
