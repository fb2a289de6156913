package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes, calls on the first of them, and a kill -9. */
class SurvivalTest {
    private static final int CALLS = 50;
    private static final String PROVIDER = "127.0.0.31";
    private static final String PLATFORM = "127.0.0.32";

    @TempDir
    Path dir;

    private final List<Integer> clusterPorts = List.of(Ports.free(), Ports.free(), Ports.free());
    private final List<Esg> nodes = new ArrayList<>();
    private EmbeddedPostgres postgres;

    SurvivalTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        for (int roleid = 1; roleid <= 3; roleid++) nodes.add(node(roleid));
        await("all are up")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                nodes.getFirst().get("/rest/v1/master/nodes").findValuesAsText("state"))
                        .containsExactly("up", "up", "up"));
    }

    /** The lower the roleid, the better. */
    private Esg node(int roleid) throws IOException {
        var seeds =
                clusterPorts.stream().map(port -> "\"127.0.0.1:" + port + "\"").toList();
        return Esg.startMember(
                dir.resolve("esg" + roleid),
                clusterPorts.get(roleid - 1),
                List.of(
                        "esg.node.name=esg" + roleid,
                        "esg.roles.esg.roleid=" + roleid,
                        "esg.roles.esg.priority=" + roleid,
                        "esg.cluster.port=" + clusterPorts.get(roleid - 1),
                        "esg.cluster.seed-nodes=[" + String.join(",", seeds) + "]",
                        "esg.database.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "esg.database.user=postgres",
                        "esg.database.key-file=" + dir.resolve("secret.key")));
    }

    @AfterEach
    void stop() throws IOException {
        nodes.forEach(Esg::close);
        if (postgres != null) postgres.close();
    }

    /** What a busy node did in its last ten milliseconds dies with it (ADR 10). */
    private static boolean haveTalkedFor(Esg node, Duration time) {
        var latest = Instant.now().minus(time);
        return node.calls().stream()
                .allMatch(call -> Instant.parse(call.get("answered").asText()).isBefore(latest));
    }

    @Test
    void callsOutliveTheirNode() throws IOException {
        var first = nodes.getFirst();
        var second = nodes.get(1);
        int inside = Ports.free();
        int outside = Ports.free();
        first.domain();
        first.account(Map.of("code", "p1", "reg", false, "username", "", "domain", PROVIDER, "proxyport", outside));
        first.routeIn(PLATFORM, inside);
        await("served by the first")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(first.servers().get(0).get("regs").findValuesAsText("code"))
                                .containsExactly("p1"));
        try (var callee = Sipp.plays("callee-moved")
                        .at(PLATFORM, inside)
                        .times(CALLS, 50)
                        .start(dir.resolve("callee"));
                var caller = Sipp.plays("caller-moved")
                        .at(PROVIDER, outside)
                        .from("200")
                        .times(CALLS, 50)
                        .calling("100", first.host, first.outside)
                        .start(dir.resolve("caller"))) {
            await("all are talking")
                    .atMost(Duration.ofSeconds(15))
                    .untilAsserted(() -> assertThat(first.calls())
                            .extracting(call -> call.get("state").asText())
                            .containsExactlyElementsOf(IntStream.range(0, CALLS)
                                    .mapToObj(_ -> "talking")
                                    .toList()));
            await("the next in line has heard of all").until(() -> haveTalkedFor(first, Duration.ofMillis(100)));
            first.kill();
            caller.succeeds();
            callee.succeeds();
        }
        await("ended at the second")
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(second.calls())
                        .hasSize(CALLS)
                        .allSatisfy(
                                call -> assertThat(call.get("state").asText()).isEqualTo("ended")));
        assertThat(second.log()).contains("its calls are carried on");
    }
}
