package esg.trunk.ping;

import java.util.Locale;

/** What the pings of an account say. */
public enum PingState {
    /** Not pinged. */
    DISABLED,
    /** No ping has come back yet, nor have enough been lost. */
    PENDING,
    OK,
    FAILED;

    /** {@code ok}. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }
}
