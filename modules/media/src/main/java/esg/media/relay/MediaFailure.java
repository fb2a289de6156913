package esg.media.relay;

import java.io.Serial;

/** Why a session description could not be made. */
public final class MediaFailure extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** Whose fault it is. */
    public enum Kind {
        /** It cannot be read, or asks for what the engine does not have: 488. */
        DESCRIPTION,
        /** No port is free, or no engine answers: 503. */
        ENGINE
    }

    private final Kind kind;

    public MediaFailure(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
