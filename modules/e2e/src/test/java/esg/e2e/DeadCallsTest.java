package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ends that vanish within a call, with SIPp on both sides: found by the session timer, else by an audit. */
class DeadCallsTest {
    private static final String PROVIDER = "127.0.1.77";
    private static final String PLATFORM = "127.0.2.77";

    @TempDir
    Path dir;

    private Esg esg;
    private int port;

    @SuppressWarnings("NullAway.Init")
    DeadCallsTest() {}

    @BeforeEach
    void start() throws IOException {
        esg = Esg.start(
                dir.resolve("esg"),
                "esg.sip.t1=50 ms",
                "esg.trunk.call.min-se=1 s",
                "esg.trunk.call.session-expires=0",
                "esg.trunk.call.audit-interval=1 s");
        port = Ports.free();
        esg.domain();
        esg.account(Map.of(
                "code",
                "p1",
                "reg",
                false,
                "username",
                "",
                "domain",
                PROVIDER,
                "proxyport",
                port,
                "opts",
                Map.of("sessionexpires", 0)));
        esg.routeIn(PLATFORM, port);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(esg.registration("p1").get("regstate").asText())
                                .isEqualTo("disabled"));
    }

    @AfterEach
    void stop() {
        esg.close();
    }

    private Sipp.Setup fromProvider(String scenario) throws IOException {
        return Sipp.plays(scenario)
                .at(PROVIDER, Ports.free())
                .from("9997654321")
                .calling("1234567890", esg.host, esg.outside)
                .obliging();
    }

    private Sipp.Setup fromPlatform(String scenario) throws IOException {
        return Sipp.plays(scenario)
                .at(PLATFORM, Ports.free())
                .from("200")
                .by("p1")
                .calling("1234567890", esg.host, esg.inside)
                .obliging();
    }

    /** The caller is told by BYE, and no trunk is left in use. */
    @ParameterizedTest(name = "{0} called from inside: {1}")
    @CsvSource({
        "callee-vanishes, false", "callee-vanishes, true",
        "callee-unrefreshed, false", "callee-unrefreshed, true"
    })
    void anEndThatVanishesTakesTheOtherAlong(String callee, boolean out) throws IOException {
        var answering = Sipp.plays(callee).at(out ? PROVIDER : PLATFORM, port).start(dir.resolve("callee"));
        try (var caller =
                (out ? fromPlatform("caller-peerbye") : fromProvider("caller-peerbye")).start(dir.resolve("caller"))) {
            answering.succeeds();
            caller.succeeds();
        }
        esg.awaitNoCalls();
        assertThat(esg.log())
                .contains(callee.equals("callee-vanishes") ? "callee: dialog silent" : "callee: session not refreshed");
    }
}
