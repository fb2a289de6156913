package esg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr;
import esg.domain.cdr.Cdr.End;
import esg.domain.cdr.Cdr.Heard;
import esg.domain.cdr.Cdr.Leg;
import esg.domain.cdr.Cdr.Media;
import esg.domain.cdr.Cdr.Times;
import esg.domain.cdr.CdrFilter;
import esg.domain.cdr.CdrOrder;
import esg.domain.cdr.CdrStore.Place;
import esg.domain.cdr.EndedBy;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Call detail records, on both databases. */
class CdrStoreTest extends BothDatabases {
    private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05.123Z");

    /** Begins {@code second} seconds after the first, talks as long. */
    private static Cdr record(int second, String d, int code, String caller) {
        var began = BEGAN.plusSeconds(second);
        return new Cdr(
                "r" + second,
                new AccountId(d, "p" + second % 2),
                "in",
                "esg1@127.0.0.1",
                0,
                "rule",
                "Bob 100%",
                new Leg("call-" + second, caller, "100", "udp:192.0.2.1:5060"),
                new Leg("out-" + second, "+49" + caller, "200", "udp:192.0.2.2:5060"),
                new Times(began, null, code == 200 ? began : null, began.plusSeconds(second)),
                new End(code, "over", EndedBy.CALLEE),
                "PCMU",
                new Media(new Heard(1, 2, 0.5), new Heard(3, 4, 1.5), ""));
    }

    private void four() {
        store.records()
                .append(List.of(
                        record(3, "acme", 200, "333"),
                        record(1, "acme", 200, "111"),
                        record(2, "acme", 486, "222"),
                        record(4, "other", 404, "111")));
    }

    private static CdrFilter of(String d) {
        return with(d, null, "", "");
    }

    private static CdrFilter with(String d, @Nullable Integer code, String number, String q) {
        return new CdrFilter(
                text(d),
                Optional.empty(),
                Optional.ofNullable(code),
                text(number),
                text(q),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<String> text(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    private List<String> ids(CdrFilter filter, CdrOrder order) {
        return store.records().list(filter, order, 100, 0).items().stream()
                .map(Cdr::id)
                .toList();
    }

    @Test
    void arePagedInOrder() {
        four();
        assertThat(ids(CdrFilter.ALL, CdrOrder.NEWEST)).containsExactly("r4", "r3", "r2", "r1");
        assertThat(ids(CdrFilter.ALL, CdrOrder.OLDEST)).containsExactly("r1", "r2", "r3", "r4");
        assertThat(ids(CdrFilter.ALL, CdrOrder.LONGEST)).containsExactly("r3", "r1", "r4", "r2");
        assertThat(ids(CdrFilter.ALL, CdrOrder.SHORTEST)).containsExactly("r2", "r4", "r1", "r3");
        var page = store.records().list(of("acme"), CdrOrder.NEWEST, 1, 1);
        assertThat(page.total()).isEqualTo(3);
        assertThat(page.items()).containsExactly(record(2, "acme", 486, "222"));
    }

    @Test
    void areFoundByWhatTheyHold() {
        four();
        assertThat(ids(with("", 486, "", ""), CdrOrder.NEWEST)).containsExactly("r2");
        assertThat(ids(with("", null, "111", ""), CdrOrder.NEWEST)).containsExactly("r4", "r1");
        assertThat(ids(with("acme", null, "+49111", ""), CdrOrder.NEWEST)).containsExactly("r1");
        assertThat(ids(with("", null, "", "CALL-3"), CdrOrder.NEWEST)).containsExactly("r3");
        assertThat(ids(with("", null, "", "bob 100%"), CdrOrder.NEWEST)).hasSize(4);
        assertThat(ids(with("", null, "", "1_0"), CdrOrder.NEWEST)).isEmpty();
        var between = new CdrFilter(
                Optional.empty(),
                Optional.of("p1"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(BEGAN.plusSeconds(1)),
                Optional.of(BEGAN.plusSeconds(3)));
        assertThat(ids(between, CdrOrder.NEWEST)).as("the end is not in it").containsExactly("r1");
        assertThat(store.records().find("r4")).contains(record(4, "other", 404, "111"));
        assertThat(store.records().find("r9")).isEmpty();
    }

    /** The main number of an exchange stands in each. */
    @Test
    void aNumberThatStandsInAllIsFoundInTime() {
        for (int batch = 0; batch < 20; batch++) {
            int first = 1_000 * batch;
            store.records()
                    .append(IntStream.range(first, first + 1_000)
                            .mapToObj(second -> record(second, "acme", 200, "111"))
                            .toList());
        }
        var page = store.records().list(with("", null, "111", ""), CdrOrder.NEWEST, 50, 0);
        assertThat(page.total()).isEqualTo(20_000);
        assertThat(page.items()).hasSize(50);
    }

    /** Diagrams of calls of long ago find them by it. */
    @Test
    void areFoundByTheCallIdsOfBothLegs() {
        four();
        assertThat(store.records().legs(Set.of("call-3", "out-1", "out-9")))
                .extracting(Cdr::id)
                .containsExactly("r1", "r3");
        assertThat(store.records().legs(Set.of())).isEmpty();
    }

    /** A call that one node took over from another may be written by both. */
    @Test
    void oneThatIsThereStays() throws StartFailure {
        assertThat(store.records().append(List.of(record(1, "acme", 200, "111"), record(2, "acme", 200, "222"))))
                .isEqualTo(2);
        assertThat(store.records().append(List.of(record(2, "acme", 503, "222"), record(3, "acme", 200, "333"))))
                .isEqualTo(1);
        assertThat(store.records().find("r2").orElseThrow().end().code()).isEqualTo(200);
        assertThat(ids(CdrFilter.ALL, CdrOrder.OLDEST)).containsExactly("r1", "r2", "r3");
    }

    /** A node that was given up, and lived on, wrote what it knew; the call went on elsewhere. */
    @Test
    void oneOfANodeThatWentAwayGivesWay() {
        var cutOff = endedBy(EndedBy.NODE, record(2, "acme", 200, "222"));
        var whole = record(2, "acme", 200, "222");
        assertThat(store.records().append(List.of(cutOff))).isEqualTo(1);
        assertThat(store.records().append(List.of(whole))).isEqualTo(1);
        assertThat(store.records().find("r2")).contains(whole);
        assertThat(store.records().append(List.of(cutOff)))
                .as("which may come last")
                .isZero();
        assertThat(store.records().find("r2")).contains(whole);
    }

    private static Cdr endedBy(EndedBy by, Cdr cdr) {
        return new Cdr(
                cdr.id(),
                cdr.account(),
                cdr.direction(),
                cdr.node(),
                cdr.attempt(),
                cdr.route(),
                cdr.callerName(),
                cdr.received(),
                cdr.sent(),
                cdr.times(),
                new End(cdr.end().code(), "The node is shutting down", by),
                cdr.codec(),
                cdr.media());
    }

    @Test
    void areReadThroughPlaceByPlace() {
        four();
        var sameTime = record(3, "acme", 200, "333");
        store.records()
                .append(List.of(new Cdr(
                        "r3b",
                        sameTime.account(),
                        "in",
                        "n",
                        0,
                        "",
                        "",
                        Leg.NONE,
                        Leg.NONE,
                        sameTime.times(),
                        sameTime.end(),
                        "",
                        null)));
        var read = new ArrayList<String>();
        Optional<Place> place = Optional.empty();
        while (true) {
            var next = store.records().after(place, of("acme"), 2);
            if (next.isEmpty()) break;
            next.forEach(cdr -> read.add(cdr.id()));
            place = Optional.of(Place.behind(next.getLast()));
        }
        assertThat(read).containsExactly("r1", "r2", "r3", "r3b");
    }

    @Test
    void theOldestAreForgottenInParts() {
        four();
        var before = BEGAN.plusSeconds(4);
        assertThat(store.records().forget(before, 2)).isEqualTo(2);
        assertThat(ids(CdrFilter.ALL, CdrOrder.OLDEST)).containsExactly("r3", "r4");
        assertThat(store.records().forget(before, 2)).isEqualTo(1);
        assertThat(store.records().forget(before, 2)).isZero();
        assertThat(ids(CdrFilter.ALL, CdrOrder.OLDEST)).containsExactly("r4");
    }

    /** Else one record would hold up all that come behind it for ever. */
    @Test
    void whatTheDatabaseNeverTakesIsToldFromADatabaseThatIsAway() {
        var bad = new Cdr(
                "x".repeat(65),
                new AccountId("d", ""),
                "in",
                "n",
                0,
                "",
                "",
                Leg.NONE,
                Leg.NONE,
                new Times(BEGAN, null, null, BEGAN),
                new End(200, "", EndedBy.CALLER),
                "",
                null);
        assertThatThrownBy(() -> store.records().append(List.of(record(1, "acme", 200, "111"), bad)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ids(CdrFilter.ALL, CdrOrder.OLDEST)).as("all or none").isEmpty();
        store.close();
        assertThatThrownBy(() -> store.records().append(List.of(record(1, "acme", 200, "111"))))
                .isInstanceOf(StoreUnavailable.class);
    }
}
