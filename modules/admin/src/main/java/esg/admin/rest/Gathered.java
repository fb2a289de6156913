package esg.admin.rest;

import esg.admin.monitor.ProviderTable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The table of accounts, gathered from the nodes at most once a second: that of ten thousand is megabytes, and every console that is open
 * asks for it again and again, page by page. Thread-safe.
 */
final class Gathered {
    /** No older than a change of the configuration may be on its way to the nodes. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    /** Nodes that hang cost less; whoever waits longer than this asks anew. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(10);

    private record Asked(CompletionStage<ProviderTable> table, Instant at) {}

    private final Supplier<CompletionStage<ProviderTable>> source;
    private final InstantSource clock;
    private @Nullable Asked last;

    Gathered(Supplier<CompletionStage<ProviderTable>> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    synchronized CompletionStage<ProviderTable> get() {
        var now = clock.instant();
        var before = last;
        if (before != null && good(before, Duration.between(before.at, now))) return before.table;
        var table = source.get();
        last = new Asked(table, now);
        return table;
    }

    private static boolean good(Asked asked, Duration age) {
        var table = asked.table.toCompletableFuture();
        if (age.isNegative() || table.isCompletedExceptionally()) return false;
        return age.compareTo(table.isDone() ? FRESH : UNDER_WAY) < 0;
    }

    /** Something has been done that the next who asks wants to see. */
    synchronized void forget() {
        last = null;
    }
}
