package esg.domain.cdr;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** In which order records are listed. */
public enum CdrOrder {
    /** By their beginning, the newest first. */
    NEWEST("-began"),
    OLDEST("began"),
    /** By how long they were talked. */
    LONGEST("-duration"),
    SHORTEST("duration");

    private final String token;

    CdrOrder(String token) {
        this.token = token;
    }

    /** By the field, after a minus for the other way round. */
    public static Optional<CdrOrder> of(String token) {
        return Stream.of(values()).filter(order -> order.token.equals(token)).findFirst();
    }

    public static List<String> tokens() {
        return Stream.of(values()).map(order -> order.token).toList();
    }
}
