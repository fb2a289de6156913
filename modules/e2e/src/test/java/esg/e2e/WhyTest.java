package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Calls from my provider don't come in": what an operator does then, as docs/why.md has it (INC-08, INC-09, INC-12). */
class WhyTest {
    private static final String PROVIDER = "127.0.0.71";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static Esg esg;

    @TempDir
    static Path dir;

    @BeforeAll
    static void startEsg() throws IOException {
        esg = Esg.start(dir.resolve("esg"), "esg.sip.t1=100 ms");
        esg.domain();
    }

    @AfterAll
    static void stopEsg() {
        esg.close();
    }

    private record Said(int code, String text) {}

    /** {@code ./esg explain …}. */
    private static Said explain(String packet, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "esg.esg.Main",
                "explain",
                "--set",
                "esg.data-dir=" + dir.resolve("esg/data"),
                "--set",
                "esg.http.port=" + esg.http));
        command.addAll(List.of(arguments));
        var in = Files.writeString(dir.resolve("packet"), packet);
        var process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("said").toFile())
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) throw new AssertionError("does not end");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return new Said(process.exitValue(), Files.readString(dir.resolve("said")));
    }

    private static JsonNode match(Map<String, Object> question) throws IOException {
        var answer = esg.call("POST", "/api/test/v1/match", question);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("data");
    }

    private static JsonNode refused() {
        await("it is kept")
                .atMost(Duration.ofSeconds(5))
                .until(() ->
                        !esg.get("/api/monitor/v1/refused").at("/data/refused").isEmpty());
        return esg.get("/api/monitor/v1/refused?q=71").at("/data/refused/0");
    }

    @Test
    void aRefusedCallIsFoundExplainedAndLetIn() throws IOException {
        int platform = Ports.free();
        esg.account(Map.of("code", "p1", "reg", false, "username", "login", "domain", PROVIDER));
        esg.routeIn("127.0.0.20", platform);
        esg.awaitRegistration("p1", "disabled");
        int port = Ports.free();
        var provider =
                Sipp.plays("caller-refused").expecting(404).at(PROVIDER, port).from("8430000000");
        provider.calling("1234567890", esg.host, esg.outside).run(dir.resolve("refused"));

        var kept = refused();
        assertThat(kept.get("status").asInt()).isEqualTo(404);
        assertThat(kept.get("reason").asText()).isEqualTo("EB2B. Unknown account in contact");
        assertThat(kept.at("/fields/touser").asText()).isEqualTo("1234567890");
        assertThat(kept.get("source").asText()).isEqualTo(PROVIDER + ":" + port + "/udp");
        var id = kept.get("id").asText();
        assertThat(id).endsWith("@" + kept.get("node").asText());
        assertThat(esg.get("/api/monitor/v1/refused/" + id).at("/data/packet").asText())
                .startsWith("INVITE sip:1234567890@");

        var told = match(Map.of("refused", id));
        assertThat(told.path("passes").asBoolean()).isFalse();
        assertThat(told.at("/steps/5/candidates/0/why/0").asText())
                .isEqualTo("username \"1234567890\" is none of \"login\"");
        var suggestion = told.at("/suggestions/0");
        assertThat(suggestion.path("text").asText())
                .isEqualTo("add 1234567890 to opts.extusernames of account test.local/p1");
        assertThat(esg.get("/api/monitor/v1/refused/analysis")
                        .at("/data/sources/0/suggestions")
                        .toString())
                .contains(suggestion.path("text").asText());
        var said = explain("", "--refused", id);
        assertThat(said.text())
                .contains("Does not come in: 404 EB2B. Unknown account in contact", "What would let it in:");
        assertThat(said.code()).isEqualTo(1);
        assertThat(explain("", "--refused").text()).contains("Sender " + PROVIDER, "touser", "always \"1234567890\"");

        carryOut(suggestion.path("request"));
        explained(id, platform);
        try (var callee = Sipp.plays("callee").at("127.0.0.20", platform).start(dir.resolve("callee"))) {
            Sipp.plays("caller")
                    .at(PROVIDER, port)
                    .from("8430000000")
                    .calling("1234567890", esg.host, esg.outside)
                    .run(dir.resolve("caller"));
            callee.succeeds();
        }
        esg.awaitNoCalls();
    }

    private static void carryOut(JsonNode request) {
        var body = JSON.convertValue(
                request.path("body"), new com.fasterxml.jackson.core.type.TypeReference<Map<String, Object>>() {});
        var answer =
                esg.call(request.path("method").asText(), request.path("path").asText(), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Now it would come in, and this is what would reach the platform. */
    private static void explained(String id, int platform) throws IOException {
        await("the change is in force")
                .atMost(Duration.ofSeconds(5))
                .until(() -> match(Map.of("refused", id)).path("passes").asBoolean());
        var told = match(Map.of("refused", id));
        assertThat(told.at("/hit/step").asText()).isEqualTo("2.3");
        assertThat(told.at("/routes/0/fits").asBoolean()).isTrue();
        assertThat(told.at("/invites/0/hop").asText()).isEqualTo("udp 127.0.0.20:" + platform);
        assertThat(told.at("/invites/0/packet").asText())
                .startsWith(
                        "INVITE sip:127.0.0.20:" + platform + " SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + esg.inside)
                .contains("\r\nP-Called-Party-ID: <sip:1234567890@test.local>\r\n");
        var packet = esg.get("/api/monitor/v1/refused/" + id).at("/data/packet").asText();
        var said = explain(packet, "--from", PROVIDER + ":5060/udp");
        assertThat(said.text()).contains("Comes in: goes on to sip:127.0.0.20:" + platform);
        assertThat(said.code()).isZero();
        assertThat(explain("OPTIONS", "--from", PROVIDER + ":5060").code()).isEqualTo(2);
    }

    @Test
    void conflictsAreTold() throws IOException {
        for (var code : List.of("p2", "p3")) {
            esg.account(Map.of("code", code, "reg", false, "username", "", "domain", "127.0.0.72"));
            esg.awaitRegistration(code, "disabled");
        }
        esg.post("/rest/v1/master/borderrules", Map.of("id", "all", "priority", 1, "action", "allow"));
        esg.post(
                "/rest/v1/master/borderrules",
                Map.of("id", "never", "priority", 2, "action", "deny", "address", "203.0.113.0/24"));
        var data = esg.get("/api/test/v1/conflicts?d=test.local").path("data");
        assertThat(data.at("/accounts/0/second/code").asText()).isEqualTo("p3");
        assertThat(data.at("/accounts/0/onesender").asBoolean()).isTrue();
        assertThat(data.at("/unreachable/0/why").asText())
                .isEqualTo("every call that fits it fits test.local/p2 too, which comes first");
        assertThat(data.at("/shadowed/0/id").asText()).isEqualTo("never");
        assertThat(data.at("/shadowed/0/by/id").asText()).isEqualTo("all");
    }
}
