package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on one PostgreSQL, and an account at Debian's Kamailio that the first one serves. */
class TwoNodesTest {
    private static final String REGISTRAR = "127.0.0.11";
    private static final String NODES = "/rest/v1/master/nodes";
    private static final String PROVIDERS = "/api/monitor/v1/providers";
    private static final String REFUSED = "/api/monitor/v1/refused";
    private static final String FIRST = "esg1@127.0.0.1";
    private static final String SECOND = "esg2@127.0.0.1";

    @TempDir
    Path dir;

    private final int registrarPort = Ports.free();
    private final int firstPort = Ports.free();
    private final int secondPort = Ports.free();
    private EmbeddedPostgres postgres;
    private Kamailio kamailio;
    private Esg first;
    private Esg second;

    TwoNodesTest() throws IOException {}

    @BeforeEach
    void start() throws IOException {
        postgres = EmbeddedPostgres.start();
        kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, registrarPort, 60);
        first = node(1, firstPort);
        second = node(2, secondPort);
        for (var node : List.of(first, second)) {
            await("both are up").atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                assertThat(node.get(NODES).findValuesAsText("state")).containsExactly("up", "up");
                assertThat(node.get(NODES).findValuesAsText("online")).containsExactly("true", "true");
            });
        }
        first.domain();
        first.account(Map.of(
                "code",
                "reg1",
                "reg",
                true,
                "username",
                "71234567890",
                "pwd",
                "3y82lS5",
                "domain",
                REGISTRAR,
                "proxyport",
                registrarPort));
        first.awaitRegistration("reg1", "registered");
    }

    /** The first is better: it has the lower priority. */
    private Esg node(int roleid, int port) throws IOException {
        return Esg.startMember(
                dir.resolve("esg" + roleid),
                port,
                List.of(
                        "esg.node.name=esg" + roleid,
                        "esg.roles.esg.roleid=" + roleid,
                        "esg.roles.esg.priority=" + roleid,
                        "esg.cluster.port=" + port,
                        "esg.registrar.algorithms=[MD5]", // SIPp knows no other
                        "esg.cluster.seed-nodes=[\"127.0.0.1:" + firstPort + "\",\"127.0.0.1:" + secondPort + "\"]",
                        "esg.database.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                        "esg.database.user=postgres",
                        "esg.database.key-file=" + dir.resolve("secret.key")));
    }

    @AfterEach
    void stop() throws IOException {
        if (second != null) second.close();
        if (first != null) first.close();
        if (kamailio != null) kamailio.close();
        if (postgres != null) postgres.close();
    }

    /** Of each REGISTER; what is sent again on a busy machine counts once. */
    private List<String> registers(String field) {
        var sent = Pattern.compile("register user=71234567890.*")
                .matcher(kamailio.log())
                .results();
        var wanted = Pattern.compile(" " + field + "=(\\S+)");
        return sent.map(MatchResult::group)
                .distinct()
                .map(line ->
                        wanted.matcher(line).results().findFirst().orElseThrow().group(1))
                .toList();
    }

    private static List<String> accounts(JsonNode server) {
        return server.get("regs").findValuesAsText("code");
    }

    private int trunksInUse() {
        return second.registration("reg1").get("onlinetrunkcount").asInt();
    }

    private JsonNode shown(Esg by, String node) {
        return by.get(NODES + "/" + node);
    }

    /** What would become of a call of the account's provider at the node that does not serve it. */
    private String explainedBySecond() {
        var invite = "INVITE sip:71234567890@127.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP " + REGISTRAR + ";branch=z9hG4bK1\n"
                + "From: <sip:7@" + REGISTRAR + ">;tag=a\nTo: <sip:71234567890@127.0.0.1>\nCall-ID: why\n"
                + "CSeq: 1 INVITE\nMax-Forwards: 70\nContact: <sip:" + REGISTRAR + ">\nContent-Length: 0\n\n";
        return second.call("POST", "/api/test/v1/match", Map.of("packet", invite, "source", REGISTRAR + ":5060"))
                .body();
    }

    /** ADM-01, LOG-06, MON-01, INC-08. */
    @Test
    void eachShowsAndSteersBoth() throws IOException {
        for (var node : List.of(first, second)) {
            var servers = node.servers();
            assertThat(servers.findValuesAsText("node")).containsExactly(FIRST, SECOND);
            assertThat(servers.findValuesAsText("online")).containsExactly("true", "true");
            assertThat(accounts(servers.get(0))).containsExactly("reg1");
            assertThat(accounts(servers.get(1))).isEmpty();
        }
        assertThat(second.call("PATCH", NODES + "/" + FIRST, Map.of("loglevel", "DEBUG"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(shown(first, FIRST).get("loglevel").asText()).isEqualTo("DEBUG");
        assertThat(shown(first, SECOND).get("loglevel").asText()).isEqualTo("INFO");
        assertThat(shown(second, FIRST).get("accounts").asInt()).isEqualTo(1);
        assertThat(explainedBySecond()).contains("\"node\":\"" + FIRST + "\",\"step\":\"1.1\",\"sourceallowed\":true");
        assertThat(explainedBySecond()).contains("is not served on this node but on " + FIRST);

        var refused = refusedBySecond();

        second.kill();
        await("shown offline")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(first.servers().findValuesAsText("online")).containsExactly("true", "false"));
        assertThat(first.get(REFUSED).at("/data/offline").toString()).isEqualTo("[\"" + SECOND + "\"]");
        assertThat(first.call("POST", "/api/test/v1/match", Map.of("refused", refused))
                        .statusCode())
                .isEqualTo(503);
    }

    /** INC-08, INC-09: any node tells and explains it as the one does that refused it. */
    private String refusedBySecond() throws IOException {
        Sipp.plays("caller-refused")
                .expecting(404)
                .at("127.0.0.71", Ports.free())
                .from("8430000000")
                .calling("555", second.host, second.outside)
                .run(dir.resolve("refused"));
        await("it is kept")
                .atMost(Duration.ofSeconds(5))
                .until(() -> first.get(REFUSED).at("/data/total").asInt() == 1);
        var kept = first.get(REFUSED).at("/data/refused/0");
        assertThat(kept.get("node").asText()).isEqualTo(SECOND);
        assertThat(second.get(REFUSED).at("/data/refused/0")).isEqualTo(kept);
        var id = kept.get("id").asText();
        assertThat(first.get(REFUSED + "/" + id).at("/data/packet").asText()).startsWith("INVITE sip:555@");
        assertThat(first.call("GET", REFUSED + "/1", Map.of()).statusCode())
                .as("of its own it has none")
                .isEqualTo(404);
        for (var node : List.of(first, second)) {
            assertThat(node.call("POST", "/api/test/v1/match", Map.of("refused", id))
                            .body())
                    .contains(
                            "\"stage\":\"account\",\"status\":404",
                            "\"node\":\"" + SECOND + "\",\"source\":\"127.0.0.71:");
            assertThat(node.get(REFUSED + "/analysis")
                            .at("/data/sources/0/nodes")
                            .toString())
                    .isEqualTo("{\"" + SECOND + "\":1}");
        }
        return id;
    }

    /** MON-01: asked of the node that does not serve the account, while its owner waits a minute because the password was refused. */
    @Test
    void aRefusedAccountRegistersAtOnceWhenToldTo() {
        first.account(Esg.registering(
                "79990000000", REGISTRAR, Map.of("code", "bad", "pwd", "wrong", "proxyport", registrarPort)));
        first.awaitRegistration("bad", "failed");
        await("known to the other")
                .atMost(Duration.ofSeconds(5))
                .until(() -> provider("bad").get("regstate").asText().equals("failed"));
        var page = second.get(PROVIDERS + "?limit=1").get("data");
        assertThat(page.at("/providers/0/code").asText()).as("trouble first").isEqualTo("bad");
        assertThat(page.get("total").asInt()).isEqualTo(2);
        var refused = provider("bad");
        assertThat(refused.get("node").asText()).isEqualTo(FIRST);
        assertThat(refused.get("last_response").get(0).asText()).startsWith("SIP/2.0 401");
        var planned = Instant.parse(refused.get("nextattempt").asText());
        assertThat(planned).as("not by itself").isAfter(Instant.now().plusSeconds(20));

        long before = asked("79990000000");
        assertThat(second.call("POST", PROVIDERS + "/" + refused.get("id").asText() + "/register", Map.of())
                        .statusCode())
                .isEqualTo(202);
        await("asked again").atMost(Duration.ofSeconds(5)).until(() -> asked("79990000000") > before);
        await("and refused again, for longer")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(Instant.parse(
                                provider("bad").path("nextattempt").asText("1970-01-01T00:00:00Z")))
                        .isAfter(planned));
        assertThat(provider("reg1").get("regstate").asText()).isEqualTo("registered");
    }

    private long asked(String user) {
        return kamailio.log()
                .lines()
                .filter(line -> line.contains("register user=" + user))
                .distinct()
                .count();
    }

    private JsonNode provider(String code) {
        for (var provider : second.get(PROVIDERS + "?q=/" + code).at("/data/providers")) return provider;
        throw new AssertionError("not listed: " + code);
    }

    /** DIA-01: it came in at the second, whose account the first serves, and any node shows what both saw. */
    @Test
    void aCallThatCrossedNodesIsShownWhole() throws IOException {
        int inside = Ports.free();
        first.routeIn("127.0.0.20", inside);
        try (var callee = Sipp.plays("callee").at("127.0.0.20", inside).start(dir.resolve("callee"))) {
            Sipp.plays("caller")
                    .at("127.0.0.20", Ports.free())
                    .from("200")
                    .by("reg1")
                    .calling("71234567890", second.host, second.inside)
                    .run(dir.resolve("caller"));
            callee.succeeds();
        }
        for (var node : List.of(first, second)) {
            var path = "/api/monitor/v1/calls/" + outgoing(node) + "/";
            await("all is written down").untilAsserted(() -> {
                var diagram = node.get(path + "diagram?text=true").get("data");
                assertThat(diagram.get("nodes").toString()).isEqualTo("[\"" + FIRST + "\",\"" + SECOND + "\"]");
                assertThat(diagram.get("silent")).isEmpty();
                var packets = diagram.get("packets");
                assertThat(packets.findValuesAsText("node")).contains(FIRST, SECOND);
                assertThat(packets.findValuesAsText("leg")).contains("0", "1", "2");
                assertThat(packets.get(0).get("node").asText()).isEqualTo(SECOND);
                assertThat(packets.get(0).get("text").asText()).startsWith("INVITE sip:71234567890@");
                assertThat(packets.get(packets.size() - 1).get("line").asText()).isEqualTo("SIP/2.0 200 OK");
            });
            assertThat(node.call("GET", path + "pcap", Map.of()).body()).contains("INVITE sip:71234567890@");
        }
    }

    private static String outgoing(Esg node) {
        return node.calls().stream()
                .filter(call -> call.get("direction").asText().equals("out"))
                .findFirst()
                .orElseThrow()
                .get("id")
                .asText();
    }

    /** PRV-05. */
    @Test
    void drainedNodeHandsOverKeepsItsCallAndEnds() throws IOException {
        int inside = Ports.free();
        first.routeIn("127.0.0.20", inside);
        try (var callee = Sipp.plays("callee").at("127.0.0.20", inside).start(dir.resolve("callee"));
                var caller = Sipp.plays("caller")
                        .at("127.0.0.20", Ports.free())
                        .from("200")
                        .by("reg1")
                        .talking(6_000)
                        .calling("71234567890", first.host, first.inside)
                        .start(dir.resolve("caller"))) {
            await("talking")
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(second.calls())
                            .extracting(call -> call.get("state").asText())
                            .containsExactly("talking", "talking"));
            assertThat(second.call("POST", NODES + "/" + FIRST + "/drain", Map.of())
                            .statusCode())
                    .isEqualTo(202);

            await("handed over")
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(accounts(second.servers().get(1))).containsExactly("reg1"));
            second.awaitRegistration("reg1", "registered");
            var draining = shown(second, FIRST);
            assertThat(draining.get("draining").asBoolean()).isTrue();
            assertThat(draining.get("state").asText()).isEqualTo("up");
            assertThat(draining.get("calls").asInt()).isEqualTo(2);
            await("the new owner shows trunks in use on the old one")
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> trunksInUse() == 2);

            caller.succeeds();
            callee.succeeds();
        }
        await("given back").atMost(Duration.ofSeconds(3)).until(() -> trunksInUse() == 0);
        assertThat(first.awaitExit()).isZero();
        handedOver();
        assertThat(second.servers().findValuesAsText("online")).containsExactly("false", "true");
        assertThat(second.call("POST", NODES + "/" + FIRST + "/drain", Map.of()).statusCode())
                .isEqualTo(503);

        assertThat(second.terminate()).isZero();
        assertThat(registers("expires").getLast())
                .as("the last one unregisters")
                .isEqualTo("0");
    }

    @Test
    void terminatedNodeHandsOver() {
        int before = registers("cseq").size();
        assertThat(first.terminate()).isZero();
        await("registered by the other")
                .atMost(Duration.ofSeconds(10))
                .until(() -> registers("cseq").size() > before);
        assertThat(accounts(second.servers().get(1))).containsExactly("reg1");
        handedOver();
    }

    /** A phone that registered at one node is called through the other, and still when the first has died. */
    @Test
    void aBindingOutlivesTheNodeThatGrantedIt() throws IOException {
        first.subscriber(Map.of("user", "alice", "pwd", "secret", "number", "200"));
        first.route(Map.of("name", "to phones", "priority", 10, "origin", "subscriber", "action", "subscriber"));
        int port = Ports.free();
        Sipp.plays("register")
                .at("127.0.6.1", port)
                .as("alice", "secret")
                .expecting(200)
                .calling("alice", first.host, first.inside)
                .run(dir.resolve("register"));
        await("known to the other")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(second.get("/api/monitor/v1/bindings")
                                .at("/data/bindings")
                                .findValuesAsText("node"))
                        .containsExactly(FIRST));
        first.kill();
        try (var callee = Sipp.plays("callee").at("127.0.6.1", port).start(dir.resolve("callee"))) {
            Sipp.plays("caller")
                    .at("127.0.0.20", Ports.free())
                    .from("300")
                    .calling("200", second.host, second.inside)
                    .run(dir.resolve("caller"));
            callee.succeeds();
        }
    }

    /** One registration that goes on, never taken back. */
    private void handedOver() {
        assertThat(registers("expires")).isNotEmpty().doesNotContain("0");
        assertThat(registers("callid").stream().distinct()).hasSize(1);
        assertThat(registers("cseq").stream().map(Long::valueOf).toList())
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
