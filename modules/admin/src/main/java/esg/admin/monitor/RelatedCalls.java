package esg.admin.monitor;

import esg.admin.monitor.FoundCalls.There;
import esg.admin.monitor.NodeState.Call;
import esg.domain.cdr.Cdr;
import esg.domain.cdr.CdrStore;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call and those that share a leg with it, as one does that leaves by an account registered at ourselves: as the nodes know them, else as
 * the records of ended calls do.
 */
public final class RelatedCalls {
    private static final int ROUNDS = 8; // a chain of forwardings longer than this is a loop

    private final Monitor monitor;
    private final CdrStore records;
    private final Executor blocking;

    /** @param blocking where the database may be asked */
    public RelatedCalls(Monitor monitor, CdrStore records, Executor blocking) {
        this.monitor = monitor;
        this.records = records;
        this.blocking = blocking;
    }

    /**
     * Finds them.
     *
     * @param id of the call, or Call-ID of one of its legs
     * @param d whose calls alone are looked at; empty for all
     * @return in any order; empty when nobody knows the call
     */
    public CompletionStage<List<There>> of(String id, Optional<String> d) {
        Function<Set<String>, CompletionStage<List<There>>> nodes =
                ids -> monitor.calls(CallQuery.of(CallSearch.ofIds(d, ids))).thenApply(FoundCalls::calls);
        Function<Set<String>, CompletionStage<List<There>>> table =
                ids -> CompletableFuture.supplyAsync(() -> recorded(ids, d), blocking);
        return round(Set.of(id), nodes, ROUNDS)
                .thenCompose(found -> found.isEmpty()
                        ? round(Set.of(callId(id)), table, ROUNDS)
                        : CompletableFuture.completedFuture(found));
    }

    /** An id is the Call-ID of the caller's leg, with the number of the try behind it (docs/calls.md). */
    private static String callId(String id) {
        return id.replaceFirst("~\\d+$", "");
    }

    private static CompletionStage<List<There>> round(
            Set<String> ids, Function<Set<String>, CompletionStage<List<There>>> source, int left) {
        return source.apply(ids).thenCompose(found -> {
            var more = new HashSet<>(ids);
            found.forEach(one -> more.addAll(one.call().callIds()));
            boolean all = more.equals(ids) || left == 0 || more.size() > DiagramDocument.MOST_LEGS;
            return all ? CompletableFuture.completedFuture(found) : round(more, source, left - 1);
        });
    }

    private List<There> recorded(Set<String> callIds, Optional<String> d) {
        return records.legs(callIds).stream()
                .filter(cdr -> d.map(cdr.account().d()::equals).orElse(true))
                .map(cdr -> new There(cdr.node(), call(cdr)))
                .toList();
    }

    private static Call call(Cdr cdr) {
        var id = cdr.received().callId();
        var legs = new LinkedHashSet<>(
                Stream.of(id, cdr.sent().callId()).filter(leg -> !leg.isEmpty()).toList());
        return new Call(
                cdr.attempt() == 0 ? id : id + "~" + cdr.attempt(),
                cdr.account().code(),
                cdr.account().d(),
                cdr.direction(),
                cdr.received().caller(),
                cdr.received().called(),
                "ended",
                cdr.times().began(),
                cdr.times().answered(),
                cdr.times().ended(),
                List.copyOf(legs),
                code(cdr),
                cdr.end().reason(),
                List.of(),
                null);
    }

    private static @Nullable Integer code(Cdr cdr) {
        return cdr.end().code() == 0 ? null : cdr.end().code();
    }
}
