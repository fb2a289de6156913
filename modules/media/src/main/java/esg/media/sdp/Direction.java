package esg.media.sdp;

import java.util.Locale;
import java.util.Optional;

/** Which way audio flows, as the side that says it sees it (RFC 3264 §5.1). */
public enum Direction {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    /** As in SDP. */
    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Direction> of(String token) {
        for (var direction : values()) if (direction.token().equals(token)) return Optional.of(direction);
        return Optional.empty();
    }

    /** The same flow as the other side says it (§6.1). */
    public Direction reversed() {
        return switch (this) {
            case SENDRECV -> SENDRECV;
            case SENDONLY -> RECVONLY;
            case RECVONLY -> SENDONLY;
            case INACTIVE -> INACTIVE;
        };
    }

    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    /** As much of it as the other allows. */
    Direction within(Direction most) {
        boolean receives = this != SENDONLY && this != INACTIVE && most != SENDONLY && most != INACTIVE;
        boolean sends = sends() && most.sends();
        if (sends) return receives ? SENDRECV : SENDONLY;
        return receives ? RECVONLY : INACTIVE;
    }

    Direction withoutSending() {
        return switch (this) {
            case SENDRECV, RECVONLY -> RECVONLY;
            case SENDONLY, INACTIVE -> INACTIVE;
        };
    }
}
