package esg.cluster.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.cluster.TestNode;
import esg.domain.placement.Instance;
import esg.domain.placement.Placement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nodes as processes that are killed, stopped and resumed. Bounds are wide, for busy machines; figures stand in docs/adr/0006. */
class ProcessesTest {
    private static final Logger log = LoggerFactory.getLogger(ProcessesTest.class);
    private static final int ACCOUNTS = 30;
    private static final int BUCKETS = 16; // the default

    private final Sink sink = new Sink();
    private final List<Process> processes = new ArrayList<>();
    private final int seed = TestNode.freePort();

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        sink.close();
    }

    private Process start(int roleid, int port, String esg) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        ProcessNode.class.getName(),
                        String.valueOf(roleid),
                        String.valueOf(port),
                        String.valueOf(seed),
                        String.valueOf(sink.port()),
                        String.valueOf(ACCOUNTS),
                        esg)
                .redirectOutput(ProcessBuilder.Redirect.to(
                        Path.of("target", "node-" + roleid + ".log").toFile()))
                .redirectErrorStream(true)
                .start();
        processes.add(process);
        return process;
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
    }

    /** All accounts have come to rest where they belong among these nodes. */
    private boolean settled(Integer... nodes) {
        var live = Stream.of(nodes)
                .map(roleid -> new Instance(roleid, "esg" + roleid + "@127.0.0.1", 0, true))
                .toList();
        var served = sink.served();
        return served.size() == ACCOUNTS
                && served.entrySet().stream().allMatch(entry -> {
                    var group = Placement.group(List.of(), FakeFeed.id(entry.getKey()), BUCKETS);
                    return Placement.rankedGroup(group, live).getFirst().roleid() == entry.getValue();
                });
    }

    @Test
    void stoppedAndKilledNodesAreReplacedAndNeverServeBesideTheirSuccessor() throws Exception {
        var first = start(1, seed, "on");
        var second = start(2, TestNode.freePort(), "on");
        start(3, TestNode.freePort(), "on");
        patiently().until(() -> settled(1, 2, 3));

        sink.gone(2);
        signal(second, "STOP");
        patiently().until(() -> settled(1, 3));
        log.info("hang: worst gap {}", sink.worst());
        signal(second, "CONT");
        assertThat(second.waitFor(20, TimeUnit.SECONDS)).as("ends by itself").isTrue();
        assertThat(sink.late()).isEmpty();

        sink.gone(1);
        signal(first, "KILL"); // two are left, and this one has been there longer
        patiently().until(() -> settled(3));
        log.info("kill of one of two: worst gap {}", sink.worst());
        assertThat(sink.late()).isEmpty();
    }

    @Test
    void witnessLetsTheOtherGoOnWhenOneOfTwoHangs() throws Exception {
        var first = start(1, seed, "on");
        start(2, TestNode.freePort(), "on");
        start(9, TestNode.freePort(), "off");
        patiently().until(() -> settled(1, 2));

        sink.gone(1);
        signal(first, "STOP");
        patiently().until(() -> settled(2));
        signal(first, "CONT");
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sink.late()).isEmpty();
    }
}
