package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls from the inside along the rules of their domain (OUT-01..04, OUT-06). */
class RoutesTest {
    private static Esg esg;
    private static int port;

    @TempDir
    static Path all;

    @TempDir
    Path dir;

    @BeforeAll
    static void startEsg() throws IOException {
        esg = Esg.start(all, "esg.sip.t1=100 ms", "esg.trunk.call.first-answer-timeout=1 s");
        port = Ports.free();
        esg.domain();
        for (int i = 1; i <= 2; i++) {
            esg.account(Map.of(
                    "code",
                    "p" + i,
                    "reg",
                    false,
                    "username",
                    "",
                    "domain",
                    "127.0.3." + i,
                    "proxyport",
                    port,
                    "trunks",
                    1));
        }
        rule("31", "p1", 10);
        rule("31", "p2", 20);
        esg.route(Map.of(
                "name",
                "no",
                "priority",
                10,
                "origin",
                "subscriber",
                "to",
                "32*",
                "action",
                "reject",
                "code",
                603,
                "reason",
                "not today"));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(esg.registration("p2").get("regstate").asText())
                                .isEqualTo("disabled"));
    }

    private static void rule(String prefix, String account, int priority) {
        esg.route(Map.of(
                "name",
                prefix + " by " + account,
                "priority",
                priority,
                "origin",
                "subscriber",
                "to",
                prefix + "*",
                "action",
                "external",
                "target",
                account));
    }

    @AfterAll
    static void stopEsg() {
        esg.close();
    }

    private Sipp.Setup calling(String number, String scenario) throws IOException {
        return Sipp.plays(scenario).at("127.0.0.20", Ports.free()).from("200").calling(number, esg.host, esg.inside);
    }

    @Test
    void goesOnWhenAProviderSays503() throws IOException {
        try (var refusing = Sipp.plays("callee-503").at("127.0.3.1", port).start(dir.resolve("p1"));
                var answering = Sipp.plays("callee").at("127.0.3.2", port).start(dir.resolve("p2"))) {
            calling("31001", "caller").run(dir.resolve("caller"));
            refusing.succeeds();
            answering.succeeds();
        }
        esg.awaitNoCalls();
    }

    @Test
    void goesOnWhenAProviderIsDead() throws IOException {
        try (var answering = Sipp.plays("callee").at("127.0.3.2", port).start(dir.resolve("p2"))) {
            calling("31002", "caller").run(dir.resolve("caller"));
            answering.succeeds();
        }
        esg.awaitNoCalls();
    }

    @Test
    void staysWhenTheCalledPartyIsBusy() throws IOException {
        try (var busy = Sipp.plays("callee-486").at("127.0.3.1", port).start(dir.resolve("p1"))) {
            calling("31003", "caller-refused").expecting(486).run(dir.resolve("caller"));
            busy.succeeds();
        }
        esg.awaitNoCalls();
    }

    @Test
    void goesOnWhenAllTrunksAreTaken() throws IOException {
        try (var ringing = Sipp.plays("callee-rings").at("127.0.3.1", port).start(dir.resolve("p1"));
                var first = calling("31004", "caller-cancel").pausing(3000).start(dir.resolve("first"));
                var answering = Sipp.plays("callee").at("127.0.3.2", port).start(dir.resolve("p2"))) {
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> esg.registration("p1").get("onlinetrunkcount").asInt() == 1);
            calling("31005", "caller").run(dir.resolve("caller"));
            answering.succeeds();
            first.succeeds();
            ringing.succeeds();
        }
        esg.awaitNoCalls();
    }

    @Test
    void rejectsAsTheRuleSays() throws IOException {
        try (var caller = calling("32001", "caller-refused").expecting(603).start(dir.resolve("caller"))) {
            caller.succeeds();
            assertThat(caller.messages()).contains("Reason: SIP;cause=603;text=\"not today\"");
        }
    }

    @Test
    void saysWhenThereIsNoRule() throws IOException {
        try (var caller = calling("99", "caller-refused").expecting(404).start(dir.resolve("caller"))) {
            caller.succeeds();
            assertThat(caller.messages()).contains("EB2B. No route");
        }
    }
}
