package esg.esg.webhook;

import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
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

    private final LongAdder[] counts =
            Stream.of(Result.values()).map(_ -> new LongAdder()).toArray(LongAdder[]::new);

    void count(Result result) {
        counts[result.ordinal()].increment();
    }

    long of(String result) {
        return counts[Result.valueOf(result.toUpperCase(Locale.ROOT)).ordinal()].sum();
    }
}
