package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account at Debian's Kamailio: REG-01..09 as an operator sees them. */
class RegistrationTest {
    private static final String REGISTRAR = "127.0.0.11";

    @TempDir
    Path dir;

    private Map<String, Object> account(int port, String pwd) {
        return Map.of(
                "code",
                "reg1",
                "reg",
                true,
                "username",
                "71234567890",
                "pwd",
                pwd,
                "domain",
                REGISTRAR,
                "proxyaddr",
                REGISTRAR,
                "proxyport",
                port,
                "trunks",
                10);
    }

    private static List<String> all(String name, String log) {
        return Pattern.compile("register user=71234567890.* " + name + "=(\\S+)")
                .matcher(log)
                .results()
                .map(result -> result.group(1))
                .toList();
    }

    /** PRV-03, MON-01, REG-11. */
    @Test
    void registersRefreshesContinuesAfterARestartAndLeaves() throws IOException {
        int port = Ports.free();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 6);
                var esg = Esg.start(dir.resolve("esg"))) {
            esg.domain();
            esg.account(account(port, "3y82lS5"));
            var registered = esg.awaitRegistration("reg1", "registered");
            assertThat(registered.get("last_response").get(0).asText()).isEqualTo("SIP/2.0 200 OK");
            assertThat(registered.get("granted").asInt()).isEqualTo(6);
            await("LOG-05")
                    .untilAsserted(() -> assertThat(esg.traces())
                            .anyMatch(line -> line.contains(" INFO  register sent account=test.local/reg1 "))
                            .anyMatch(line -> line.contains(" INFO  registered account=test.local/reg1 ")));

            await("refresh")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> all("cseq", kamailio.log()).size() >= 4);
            esg.kill();
            int before = all("cseq", kamailio.log()).size();
            esg.restart();
            esg.awaitRegistration("reg1", "registered");
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> all("cseq", kamailio.log()).size() > before);
            assertThat(all("callid", kamailio.log()).stream().distinct())
                    .as("one registration")
                    .hasSize(1);
            assertThat(all("cseq", kamailio.log()).stream().map(Long::valueOf).toList())
                    .as("growing CSeq")
                    .isSorted()
                    .doesNotHaveDuplicates();

            assertThat(esg.terminate()).isZero();
            assertThat(all("expires", kamailio.log()).getLast()).isEqualTo("0");
        }
    }

    /** PRV-31, A-06. */
    @Test
    void aDisabledAccountUnregisters() throws IOException {
        int port = Ports.free();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 60);
                var esg = Esg.start(dir.resolve("esg"))) {
            esg.domain();
            var id = esg.account(account(port, "3y82lS5")).get("id").asText();
            esg.awaitRegistration("reg1", "registered");
            assertThat(esg.call("PATCH", "/rest/v1/uc/providers/" + id, Map.of("enabled", false))
                            .statusCode())
                    .isEqualTo(200);
            esg.awaitRegistration("reg1", "disabled");
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> all("expires", kamailio.log()).getLast().equals("0"));
        }
    }

    @Test
    void aWrongPasswordDoesNotHammer() throws IOException {
        int port = Ports.free();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 60);
                var esg = Esg.start(dir.resolve("esg"), "esg.log.format=json")) {
            esg.domain();
            esg.account(account(port, "wrong"));
            var failed = esg.awaitRegistration("reg1", "failed");
            assertThat(failed.get("last_response").get(0).asText()).startsWith("SIP/2.0 401");
            assertThat(failed.get("nextattempt").asText()).isNotEmpty();
            assertThat(all("cseq", kamailio.log())).hasSizeLessThanOrEqualTo(3);
            await("as an object of the log")
                    .untilAsserted(() -> assertThat(esg.log().lines())
                            .anyMatch(line -> line.startsWith("{\"time\":\"")
                                    && line.contains("\"account\":\"test.local/reg1\",\"class\":\"CREDENTIALS\"")));
        }
    }

    @Test
    void callsGoThroughTheRegistrarBothWays() throws IOException {
        int port = Ports.free();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 60);
                var esg = Esg.start(dir.resolve("esg"))) {
            esg.domain();
            esg.account(account(port, "3y82lS5"));
            int inside = Ports.free();
            esg.routeIn("127.0.0.20", inside);
            esg.awaitRegistration("reg1", "registered");
            try (var callee = Sipp.plays("callee").at("127.0.0.20", inside).start(dir.resolve("callee"))) {
                Sipp.plays("caller")
                        .at("127.0.0.12", Ports.free())
                        .from("300")
                        .calling("71234567890", REGISTRAR, port)
                        .run(dir.resolve("caller"));
                callee.succeeds();
            }
            // Round: out by the account to its own number, which comes back in.
            try (var callee = Sipp.plays("callee").at("127.0.0.20", inside).start(dir.resolve("callee2"))) {
                Sipp.plays("caller")
                        .at("127.0.0.20", Ports.free())
                        .from("200")
                        .by("reg1")
                        .calling("71234567890", esg.host, esg.inside)
                        .run(dir.resolve("caller2"));
                callee.succeeds();
            }
            esg.awaitNoCalls();
            assertThat(kamailio.log()).doesNotContain("CRITICAL");
        }
    }
}
