package esg.sip.tls;

import java.util.Locale;
import java.util.Optional;

/** Whether who connects to us is asked for a certificate (RFC 8446 §4.3.2). */
public enum ClientAuth {
    NONE,
    /** Asked; who has none is let in all the same, who has a bad one is not. */
    WANT,
    /** Nobody is let in without one that we trust. */
    NEED;

    /** As in settings. */
    public static Optional<ClientAuth> of(String token) {
        return switch (token.toLowerCase(Locale.ROOT)) {
            case "none" -> Optional.of(NONE);
            case "want" -> Optional.of(WANT);
            case "need" -> Optional.of(NEED);
            default -> Optional.empty();
        };
    }
}
