package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down of calls, as REST, the export and the file of the day have it. */
class RecordsTest {
    private static final String RECORDS = "/rest/v1/uc/records";
    private static final String PROVIDER = "127.0.4.1";
    private static Esg esg;
    private static int port;

    @TempDir
    static Path all;

    @TempDir
    Path dir;

    @BeforeAll
    static void startEsg() throws IOException {
        esg = Esg.start(all, "esg.sip.t1=100 ms");
        port = Ports.free();
        esg.domain();
        esg.account(Map.of(
                "code", "p1", "reg", false, "username", "", "domain", PROVIDER, "proxyport", port, "trunks", 10));
        esg.route(Map.of(
                "name",
                "national",
                "priority",
                10,
                "origin",
                "subscriber",
                "to",
                "0*",
                "action",
                "external",
                "target",
                "p1"));
        esg.normalization(Map.of(
                "name",
                "E.164",
                "direction",
                "out",
                "providercode",
                "p1",
                "priority",
                10,
                "match",
                Map.of("to", "/reg/0(.*)"),
                "set",
                Map.of("fromuser", "+4930{from.user}", "touser", "+49{1}")));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(esg.registration("p1").get("regstate").asText())
                                .isEqualTo("disabled"));
    }

    @AfterAll
    static void stopEsg() {
        esg.close();
    }

    private Sipp.Setup calling(String number, String scenario) throws IOException {
        return Sipp.plays(scenario).at("127.0.0.21", Ports.free()).from("200").calling(number, esg.host, esg.inside);
    }

    private static JsonNode record(String called) {
        await("a record of " + called)
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(esg.get(RECORDS + "?number=" + called)
                                .get("total")
                                .asInt())
                        .isEqualTo(1));
        return esg.get(RECORDS + "?number=" + called).at("/items/0");
    }

    /** The line of the day's files that has this id. */
    private static String line(String id) {
        try (var files = Files.list(all.resolve("log/esg1@127.0.0.1/cdr"))) {
            var lines = new ArrayList<String>();
            for (var file : files.toList()) {
                assertThat(file.getFileName().toString()).matches("cdr_\\d{4}-\\d\\d-\\d\\d\\.csv");
                assertThat(Files.readString(file)).startsWith("id,d,account,direction,node,");
                for (var line : Files.readAllLines(file)) if (line.startsWith(id + ",")) lines.add(line);
            }
            assertThat(lines).hasSize(1);
            return lines.getFirst();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void everywhere(JsonNode record, List<String> words) {
        var id = record.get("id").asText();
        assertThat(esg.get(RECORDS + "/" + id)).isEqualTo(record);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(line(id)).contains(words));
        var csv = esg.call("GET", RECORDS + "/export?q=" + record.get("callid").asText(), Map.of());
        assertThat(csv.statusCode()).isEqualTo(200);
        assertThat(csv.body()).contains(line(id));
        var json = esg.get(
                RECORDS + "/export?format=json&number=" + record.get("called").asText());
        assertThat(json).singleElement().isEqualTo(record);
    }

    @Test
    void anAnsweredCallWithItsNumbersBeforeAndAfter() throws IOException {
        try (var answering = Sipp.plays("callee").at(PROVIDER, port).start(dir.resolve("p1"))) {
            calling("0221555", "caller").run(dir.resolve("caller"));
            answering.succeeds();
        }
        esg.awaitNoCalls();
        var record = record("0221555");
        assertThat(record.get("account").asText()).isEqualTo("p1");
        assertThat(record.get("direction").asText()).isEqualTo("out");
        assertThat(record.get("route").asText()).isEqualTo("national");
        assertThat(record.get("caller").asText()).isEqualTo("200");
        assertThat(record.get("callerout").asText()).isEqualTo("+4930200");
        assertThat(record.get("calledout").asText()).isEqualTo("+49221555");
        assertThat(record.get("code").asInt()).isEqualTo(200);
        assertThat(record.get("endedby").asText()).isEqualTo("caller");
        assertThat(record.get("peerout").asText()).isEqualTo("udp:" + PROVIDER + ":" + port);
        assertThat(record.get("duration").asDouble()).isBetween(0.2, 5.0);
        assertThat(Instant.parse(record.get("answered").asText()))
                .isBefore(Instant.parse(record.get("ended").asText()));
        assertThat(record.get("callidout").asText())
                .isNotEmpty()
                .isNotEqualTo(record.get("callid").asText());
        everywhere(record, List.of(",national,200,", ",0221555,+4930200,+49221555,", ",200,caller hung up,caller,"));
    }

    @Test
    void aRefusedCall() throws IOException {
        try (var busy = Sipp.plays("callee-486").at(PROVIDER, port).start(dir.resolve("p1"))) {
            calling("0221666", "caller-refused").expecting(486).run(dir.resolve("caller"));
            busy.succeeds();
        }
        esg.awaitNoCalls();
        var record = record("0221666");
        assertThat(record.get("code").asInt()).isEqualTo(486);
        assertThat(record.get("endedby").asText()).isEqualTo("callee");
        assertThat(record.has("answered")).isFalse();
        assertThat(record.get("calledout").asText()).isEqualTo("+49221666");
        everywhere(record, List.of(",0221666,+4930200,+49221666,", ",0.000,486,"));
    }

    @Test
    void aCallThatNoRuleLeadsOn() throws IOException {
        calling("777", "caller-refused").expecting(404).run(dir.resolve("caller"));
        var record = record("777");
        assertThat(record.get("account").asText()).isEmpty();
        assertThat(record.get("reason").asText()).isEqualTo("EB2B. No route");
        assertThat(record.get("endedby").asText()).isEqualTo("platform");
        everywhere(record, List.of(",internal,", ",EB2B. No route,platform,"));
    }
}
