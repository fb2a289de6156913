package esg.esg.drill;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done to the cluster. */
public enum Kind {
    /** kill -9. */
    FAILOVER,
    /** A killed node is started again. */
    FAILBACK,
    /** SIGSTOP, and SIGCONT when others have taken over. */
    HANG,
    /** A node is cut off from the others, though not from the provider; healed when others have taken over. */
    PARTITION,
    /** One node after the other is ended by SIGTERM and started again. */
    ROLLING,
    /** Nothing at all, idle and with all processors busy: no node must be given up. */
    WATCH;

    /** As on the command line. */
    public String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** By its token. */
    public static Optional<Kind> of(String token) {
        return Arrays.stream(values())
                .filter(kind -> kind.token().equals(token))
                .findFirst();
    }
}
