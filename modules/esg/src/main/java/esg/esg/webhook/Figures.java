package esg.esg.webhook;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many events came to which end. Thread-safe. */
final class Figures {
    /** What became of an event, for one receiver. */
    enum Result {
        SENT,
        /** Its receiver did not take it for too long. */
        GIVEN_UP,
        /** More waited than may. */
        LOST
    }

    private final Map<Result, LongAdder> counts =
            Stream.of(Result.values()).collect(Collectors.toUnmodifiableMap(result -> result, _ -> new LongAdder()));

    void count(Result result) {
        counter(result).increment();
    }

    long of(String result) {
        return counter(Result.valueOf(result.toUpperCase(Locale.ROOT))).sum();
    }

    private LongAdder counter(Result result) {
        return Objects.requireNonNull(counts.get(result));
    }
}
