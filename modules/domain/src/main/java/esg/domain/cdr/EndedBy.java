package esg.domain.cdr;

import java.util.Locale;

/** Who ended a call, or let it come to nothing. */
public enum EndedBy {
    CALLER,
    CALLEE,
    /** The gateway: a limit, a rule, an account that takes no calls, an end of its own. */
    PLATFORM,
    /** A person, by the console or REST. */
    OPERATOR,
    /** Somebody was silent for too long. */
    TIMEOUT,
    /** It went on as another call. */
    TRANSFER,
    /** The node that carried it went away. Where another went on with the call, that one's record takes the place of this. */
    NODE;

    /** As records have it: {@code caller}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws {@link IllegalArgumentException} for what is none. */
    public static EndedBy of(String token) {
        return valueOf(token.toUpperCase(Locale.ROOT));
    }
}
