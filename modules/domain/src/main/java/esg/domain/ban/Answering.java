package esg.domain.ban;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which requests of strangers outside are answered at all, as long as their budget lasts (SEC-02, BRD-10). */
public enum Answering {
    /** INVITEs alone: a provider whose account is missing is told so (INC-08), a scanner finds nothing. */
    INVITES,
    /** Everything, as a gateway on a closed network may. */
    ALL,
    /** Nothing. */
    NONE;

    /** Its name in settings. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its token. */
    public static Optional<Answering> named(String token) {
        return Arrays.stream(values()).filter(one -> one.token().equals(token)).findAny();
    }

    /** Whether a request outside any dialog that stands is answered. */
    public boolean answers(String method, boolean hasToTag) {
        return switch (this) {
            case ALL -> true;
            case NONE -> false;
            case INVITES -> method.equals("INVITE") && !hasToTag;
        };
    }
}
