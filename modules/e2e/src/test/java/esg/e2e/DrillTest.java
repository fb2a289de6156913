package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./esg drill} in a small version. How fast is for a quiet machine to say; that nothing is served twice holds on any. */
class DrillTest {
    @TempDir
    Path dir;

    @Test
    void killedNodesAccountsMoveAndNoneIsServedTwice() throws IOException {
        rows("failover", "kill -9 a node", "kill -9 the coordinator's");
    }

    @Test
    void hungNodesAccountsMoveAndNoneIsServedTwiceWhenItWakes() throws IOException {
        rows("hang", "hang of a node", "hang of the coordinator's");
    }

    @Test
    @EnabledIf("isRoot")
    void cutOffNodesAccountsMoveAndNoneIsServedTwice() throws IOException {
        rows("partition", "partition of a node", "partition of coordinator's");
    }

    /** Network namespaces take it. */
    static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private void rows(String kind, String... cases) throws IOException {
        try (var drill = new Program(
                dir.resolve("program"),
                "drill",
                kind,
                "--accounts",
                "200",
                "--no-bars",
                "--offset",
                Integer.toString(Ports.freeOffset()),
                "--dir",
                dir.resolve("drill").toString())) {
            int code = drill.awaitExit(240);
            assertThat(drill.log()).doesNotContain("esg: ");
            assertThat(code).isZero();
            for (var one : cases) {
                row(drill.output(), one);
                calls(drill.output(), one);
            }
            assertThat(drill.output()).noneMatch(line -> line.contains("did not register again"));
        }
    }

    /** Columns: case, calls, lost, silent, both ends told. */
    private static void calls(List<String> output, String what) {
        int table = output.indexOf("case                         calls    lost  silent  both ends told");
        assertThat(table).as("table of calls in %s", output).isPositive();
        var row = output.subList(table, output.size()).stream()
                .filter(line -> line.startsWith(what + "  "))
                .findFirst()
                .orElseThrow();
        var cells = row.split("\\s{2,}", -1);
        assertThat(cells[1]).as("calls").isEqualTo("100");
        assertThat(Integer.parseInt(cells[2])).as("lost: %s", output).isLessThanOrEqualTo(2);
        assertThat(cells[3]).as("silent").isEqualTo("0");
    }

    /** Columns: case, runs, moved, served, all served, re-registered, double, needless. */
    private static void row(List<String> output, String what) {
        var row = output.stream()
                .filter(line -> line.startsWith(what + "  "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row of " + what + " in " + output));
        var cells = row.split("\\s{2,}", -1);
        assertThat(cells).as(row).hasSize(8);
        assertThat(Integer.parseInt(cells[2])).as("moved").isBetween(1, 199);
        assertThat(cells[6]).as("double-served packets").isEqualTo("0");
    }
}
