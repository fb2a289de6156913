package esg.admin.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.NodeState.Call;
import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr;
import esg.domain.cdr.Cdr.End;
import esg.domain.cdr.Cdr.Leg;
import esg.domain.cdr.Cdr.Times;
import esg.domain.cdr.CdrFilter;
import esg.domain.cdr.CdrOrder;
import esg.domain.cdr.CdrStore;
import esg.domain.cdr.EndedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Which calls a diagram is of. */
class RelatedCallsTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private final Map<String, List<Call>> nodes = new TreeMap<>();
    private final List<Cdr> table = new ArrayList<>();

    private static Call call(String id, String d, String... callIds) {
        return new Call(
                id,
                "p",
                d,
                "in",
                "1",
                "2",
                "talking",
                START,
                null,
                null,
                List.of(callIds),
                null,
                null,
                List.of(),
                null);
    }

    private static Cdr record(int attempt, String d, String callId, String out) {
        return new Cdr(
                callId + attempt,
                new AccountId(d, "p"),
                "in",
                "esg1@h",
                attempt,
                "",
                "",
                new Leg(callId, "1", "2", ""),
                new Leg(out, "1", "2", ""),
                new Times(START, null, null, START.plusSeconds(60)),
                new End(486, "Busy Here", EndedBy.CALLEE),
                "",
                null);
    }

    private final Monitor monitor = new Monitor() {
        @Override
        public CompletionStage<List<NodeState>> nodes(Wanted wanted) {
            throw new AssertionError("accounts are not asked for");
        }

        @Override
        public CompletionStage<FoundCalls> calls(CallQuery query) {
            var chosen = new TreeMap<String, CallQuery.Chosen>();
            nodes.forEach((node, calls) -> chosen.put(node, query.choose(calls)));
            return CompletableFuture.completedFuture(FoundCalls.of(query, chosen));
        }
    };

    private final CdrStore records = new CdrStore() {
        @Override
        public List<Cdr> legs(Set<String> callIds) {
            return table.stream()
                    .filter(cdr -> callIds.contains(cdr.received().callId())
                            || callIds.contains(cdr.sent().callId()))
                    .toList();
        }

        @Override
        public int append(List<Cdr> more) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Found list(CdrFilter filter, CdrOrder order, int limit, int offset) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Cdr> find(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Cdr> after(Optional<Place> place, CdrFilter filter, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int forget(Instant before, int most) {
            throw new UnsupportedOperationException();
        }
    };

    private List<String> of(String id, Optional<String> d) {
        return new RelatedCalls(monitor, records, Runnable::run)
                .of(id, d).toCompletableFuture().join().stream()
                        .map(one -> one.call().id())
                        .sorted()
                        .toList();
    }

    /** From one node to the next and back; the last has nothing to do with it. */
    @Test
    void followsACallOverNodes() {
        nodes.put("esg1@h", List.of(call("a", "acme", "a", "b"), call("c", "acme", "c", "e"), call("x", "acme", "x")));
        nodes.put("esg2@h", List.of(call("b", "acme", "b", "c")));
        assertThat(of("a", Optional.empty())).containsExactly("a", "b", "c");
        assertThat(of("e", Optional.empty())).as("by any leg").containsExactly("a", "b", "c");
    }

    @Test
    void doesNotLookAtCallsOfOthers() {
        nodes.put("esg1@h", List.of(call("a", "acme", "a", "b"), call("b", "other", "b", "c")));
        table.add(record(0, "other", "q", "r"));
        assertThat(of("a", Optional.of("acme"))).containsExactly("a");
        assertThat(of("b", Optional.of("acme"))).as("by a leg they share").containsExactly("a");
        assertThat(of("q", Optional.of("acme"))).isEmpty();
    }

    @Test
    void findsCallsOfLongAgoInTheRecords() {
        table.add(record(0, "acme", "q", "r"));
        table.add(record(1, "acme", "q", "s"));
        assertThat(of("q~1", Optional.empty())).containsExactly("q", "q~1");
        assertThat(of("s", Optional.empty())).containsExactly("q", "q~1");
        assertThat(of("t", Optional.empty())).isEmpty();
    }
}
