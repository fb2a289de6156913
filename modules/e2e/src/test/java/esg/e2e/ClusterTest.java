package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./esg cluster} as an operator sees it. */
class ClusterTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NODES = 3;

    @TempDir
    Path dir;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int offset = Ports.freeOffset();
    private final List<Program> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Program::close);
    }

    private Program start(String... more) throws IOException {
        var arguments = new ArrayList<>(
                List.of("cluster", "--dir", dir.resolve("cluster").toString()));
        arguments.addAll(List.of(more));
        var program = new Program(dir.resolve("program"), arguments.toArray(String[]::new));
        started.add(program);
        return program;
    }

    private Program startNodes(int nodes) throws IOException {
        return start("--nodes", Integer.toString(nodes), "--offset", Integer.toString(offset));
    }

    private JsonNode call(int node, String path, Map<String, Object> body) throws IOException {
        var url = "http://127.0.0.1:" + (8080 + offset + (node - 1) * 100) + path;
        var token = Files.readString(dir.resolve("cluster/admin.token")).strip();
        var request = HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
        }
        try {
            var answer = client.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
            return JSON.readTree(answer.body());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitOutput(Program cluster, String text, int seconds) {
        await(text).atMost(Duration.ofSeconds(seconds)).untilAsserted(() -> {
            if (!cluster.isAlive()) throw new IllegalStateException("ended: " + cluster.log());
            assertThat(cluster.output()).anySatisfy(line -> assertThat(line).contains(text));
        });
    }

    /** Roleids of the instances that serve it, as this node sees them. */
    private List<Integer> servedBy(int asked) throws IOException {
        var serving = new ArrayList<Integer>();
        for (var server :
                call(asked, "/api/monitor/v1/esg/active?regs=true", Map.of()).at("/data/sites/0/servers")) {
            boolean online = server.get("online").asBoolean();
            if (online && server.at("/regs/0/code").asText().equals("one"))
                serving.add(server.get("srvidx").asInt());
        }
        return serving;
    }

    /** PRT-05, BND-06, BND-07: several instances on one machine, each with ports of its own. */
    @Test
    void anAccountMovesWhenItsNodeIsKilledAndAllEndsWithSigterm() throws IOException {
        var cluster = startNodes(NODES);
        awaitOutput(cluster, "Ctrl-C ends all", 120);
        assertThat(cluster.output()).hasSize(NODES + 1);
        for (int node = 1; node <= NODES; node++) {
            assertThat(cluster.output().get(node - 1))
                    .as("ready lines, the first node's first")
                    .contains("ESG esg", "ready in", "console http://127.0.0.1:");
        }
        await("all are up")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                call(1, "/rest/v1/master/nodes", Map.of()).findValuesAsText("state"))
                        .containsExactly("up", "up", "up"));
        call(1, "/rest/v1/master/domains", Map.of("d", "test.local", "name", "Test"));
        call(2, "/rest/v1/uc/providers", Map.of("d", "test.local", "code", "one", "reg", false, "domain", "127.0.0.1"));
        await("served once")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(servedBy(1)).hasSize(1).isEqualTo(servedBy(2)));

        int owner = servedBy(1).getFirst();
        int survivor = owner % NODES + 1;
        long pid = Long.parseLong(
                Files.readString(dir.resolve("cluster/esg" + owner + "/pid")).strip());
        var process = cluster.children().stream()
                .filter(child -> child.pid() == pid)
                .findFirst()
                .orElseThrow();
        process.destroyForcibly();
        awaitOutput(cluster, "esg" + owner + " (pid " + pid + ") has ended with 137; it is not started again", 10);
        await("moved")
                .atMost(Duration.ofSeconds(45))
                .untilAsserted(() -> assertThat(servedBy(survivor)).hasSize(1).doesNotContain(owner));

        var children = cluster.children();
        assertThat(children).hasSizeGreaterThanOrEqualTo(NODES - 1);
        cluster.terminate();
        assertThat(cluster.awaitExit(90)).isZero();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void saysWhichPortIsTaken() throws IOException {
        int port = 8180 + offset;
        try (var _ = new ServerSocket(port)) {
            var cluster = startNodes(2);
            assertThat(cluster.awaitExit(30)).isEqualTo(1);
            assertThat(cluster.log()).contains("esg: cannot start: port " + port + " (http of esg2) is taken");
        }
    }

    @Test
    void saysThatTheDatabaseCannotBeReached() throws IOException {
        var url = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/esg?user=esg&password=secret";
        var cluster = start("--offset", Integer.toString(offset), "--postgres", url);
        assertThat(cluster.awaitExit(30)).isEqualTo(1);
        assertThat(cluster.log())
                .contains("esg: cannot start: --postgres jdbc:postgresql://", "password=***", "refused")
                .doesNotContain("secret");
    }
}
