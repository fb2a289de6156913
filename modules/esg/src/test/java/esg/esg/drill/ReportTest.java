package esg.esg.drill;

import static org.assertj.core.api.Assertions.assertThat;

import esg.esg.drill.Outcome.Case;
import esg.esg.drill.calls.Tally;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
    private static Outcome outcome(Case what, long served, long whole, int doubled, int needless) {
        return new Outcome(what, List.of(served), List.of(served + 10), whole, doubled, needless, Tally.NONE);
    }

    @ParameterizedTest(name = "{0} of {1} accounts: gap {2}, whole {3}, double {4}, needless {5} -> {6}")
    @CsvSource(delimiter = '|', textBlock = """
        KILL             | 200    | 500 | 500  | 0 | 0 |
        KILL             | 200    | 501 | 501  | 0 | 0 | kill -9 a node: all served after 501 ms (p95 of the runs), the bar is 500
        KILL_COORDINATOR | 10000  | 650 | 700  | 0 | 0 |
        KILL_COORDINATOR | 10000  | 650 | 701  | 0 | 0 | kill -9 the coordinator's: all served after 701 ms (p95 of the runs), the bar is 700
        HANG             | 200    | 800 | 900  | 0 | 0 |
        HANG_COORDINATOR | 200    | 800 | 901  | 0 | 0 | hang of the coordinator's: all served after 901 ms (p95 of the runs), the bar is 900
        HANG             | 200    | 800 | 900  | 1 | 0 | hang of a node: 1 double-served packets, the bar is 0
        FAILBACK         | 1000   | 300 | 1000 | 0 | 0 |
        FAILBACK         | 1000   | 301 | 900  | 0 | 0 | failback: an account was unserved for 301 ms, the bar is 300
        FAILBACK         | 10000  | 650 | 900  | 0 | 0 |
        ROLLING          | 200    | 100 | 9000 | 0 | 0 |
        ROLLING          | 200    | 100 | 9000 | 0 | 2 | SIGTERM and restart: 2 accounts moved without need, the bar is 0
        """)
    void judgesByTheBars(Case what, int accounts, long served, long whole, int doubled, int needless, String missed) {
        var outcomes = List.of(outcome(what, served, whole, doubled, needless));
        assertThat(Report.missed(accounts, outcomes)).isEqualTo(missed == null ? List.of() : List.of(missed));
    }

    @Test
    void missesAnAccountThatNeverRegisteredAgain() {
        var outcome = new Outcome(Case.KILL, List.of(1L, 2L), List.of(5L), 2, 0, 0, Tally.NONE);
        assertThat(Report.missed(2, List.of(outcome)))
                .containsExactly("kill -9 a node: 1 accounts did not register again, the bar is 0");
    }

    @Test
    void hasARowForEachCaseWithAllItsRuns() {
        var lines = Report.lines(
                200,
                List.of(
                        outcome(Case.KILL, 100, 120, 0, 0),
                        outcome(Case.KILL_COORDINATOR, 600, 610, 0, 0),
                        outcome(Case.KILL, 200, 220, 0, 0)));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).split(" {2,}"))
                .containsExactly(
                        "case", "runs", "moved", "served", "all served", "re-registered", "double", "needless");
        assertThat(lines.get(1).split("\\s{2,}"))
                .containsExactly(
                        "kill -9 a node", "2", "2", "100/100/200/200", "120/120/220/220", "110/110/210/210", "0", "0");
        assertThat(lines.get(2)).startsWith("kill -9 the coordinator's").contains("600/600/600/600");
    }

    @ParameterizedTest(name = "{0}: {1} of 1000 calls lost, {2} silent -> {3}")
    @CsvSource(delimiter = '|', textBlock = """
        KILL    | 1 | 0 |
        KILL    | 2 | 0 | kill -9 a node: 2 of 1000 calls lost, the bar is 1
        HANG    | 0 | 1 | hang of a node: 1 callers heard nothing any more, the bar is 0
        ROLLING | 1 | 0 | SIGTERM and restart: 1 of 1000 calls lost, the bar is 0
        """)
    void judgesCalls(Case what, int lost, int silent, String missed) {
        var tally = new Tally(1_000, lost, silent, List.of(), Map.of());
        var outcomes = List.of(outcome(what, 100, 120, 0, 0).with(tally));
        assertThat(Report.missed(1_000, outcomes)).isEqualTo(missed == null ? List.of() : List.of(missed));
    }

    @Test
    void hasATableOfCallsWhereThereWereAny() {
        var tally = new Tally(100, 2, 0, List.of(300L, 400L), Map.of("503 to INVITE", 2));
        assertThat(tally.reasons()).isEqualTo("2 times 503 to INVITE");
        var lines = Report.lines(200, List.of(outcome(Case.KILL, 100, 120, 0, 0).with(tally)));
        assertThat(lines.get(2).split(" {2,}")).containsExactly("case", "calls", "lost", "silent", "both ends told");
        assertThat(lines.get(3).split("\\s{2,}")).containsExactly("kill -9 a node", "100", "2", "0", "300/300/400/400");
    }
}
