package esg.domain.access;

import java.util.Locale;

/** What somebody did. */
public enum Deed {
    CREATE,
    UPDATE,
    DELETE,
    /** A document that an import added, changed or deleted. */
    IMPORT,
    DRAIN,
    LOGLEVEL,
    BAN,
    /** Ended a ban. */
    LIFT,
    /** Had an account register at once. */
    REGISTER,
    HANGUP,
    SIGNIN,
    SIGNINFAILED,
    SIGNOUT;

    /** As documents name it. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
