package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes with action test, and {@code ./esg call}: whether a way works can be heard without a telephone (RTE-02, SLF-02). */
class TestCallTest {
    private static Esg esg;
    private static int port;
    private static int far;

    @TempDir
    static Path all;

    @TempDir
    Path dir;

    @BeforeAll
    static void startEsg() throws IOException {
        int media = Ports.free();
        esg = Esg.start(all, "esg.roles.bgmg.ports=" + media + "-" + (media + 1));
        port = Ports.free();
        esg.domain();
        esg.account(Map.of("code", "p1", "reg", false, "username", "", "domain", "127.0.0.12", "proxyport", port));
        esg.route(Map.of("name", "in", "origin", "provider", "action", "test"));
        esg.route(Map.of("name", "tone", "origin", "subscriber", "to", "900", "action", "test"));
        esg.route(Map.of("name", "echo", "origin", "subscriber", "to", "901", "action", "test", "target", "echo"));
        far = Ports.free();
        esg.route(Map.of(
                "name",
                "far",
                "origin",
                "subscriber",
                "to",
                "902",
                "action",
                "uri",
                "target",
                "sip:127.0.0.14:" + far));
        esg.awaitRegistration("p1", "disabled");
    }

    @AfterAll
    static void stopEsg() {
        esg.close();
    }

    private Program call(String to, String... more) throws IOException {
        var arguments = new ArrayList<>(List.of("call", "--from", "200", "--to", to, "-d", "test.local"));
        arguments.addAll(List.of("--set", "esg.roles.sg.listen.0.port=" + esg.inside));
        arguments.addAll(List.of(more));
        return new Program(dir.resolve("call"), arguments.toArray(String[]::new));
    }

    @Test
    void aProviderHearsTheTone() throws IOException {
        var line = new Baresip.Line("a", "127.0.0.12", port, 440);
        try (var phone = Baresip.calling(dir.resolve("phone"), line, "sip:100@" + esg.host + ":" + esg.outside, 4)) {
            phone.awaitEnd();
            assertThat(phone.heard(1004)).as("the test tone").isGreaterThan(5_000);
            assertThat(phone.heard(440)).as("no other").isLessThan(500);
        }
        esg.awaitNoCalls();
        await("counted for the log")
                .atMost(Duration.ofSeconds(5))
                .until(() -> esg.log().contains("test call ended reason=\"caller hung up\""));
    }

    @Test
    void callHearsTheToneAndShowsTheMessages() throws IOException {
        try (var call = call("900", "--seconds", "2", "--header", "X-Tried: by hand")) {
            assertThat(call.awaitExit(30)).as(call.log()).isZero();
            var output = String.join("\n", call.output());
            assertThat(output)
                    .containsSubsequence(
                            "0 ms  -->  INVITE sip:900@test.local",
                            "<--  180 Ringing to INVITE",
                            "<--  200 OK to INVITE",
                            "-->  ACK sip:test@127.0.0.1:" + esg.inside,
                            "-->  BYE sip:test@127.0.0.1:" + esg.inside,
                            "<--  200 OK to BYE",
                            "answered after ",
                            "ended by this end",
                            "packets received, ",
                            "heard a tone of 1004 Hz");
            assertThat(output).doesNotContain("look at:");
        }
    }

    /** DIA-01: the node's own packets beside each other, of which this end has seen but half. */
    @Test
    void callShowsBothLegs() throws IOException {
        var rest = new String[] {
            "--seconds", "1", "--set", "esg.http.port=" + esg.http, "--set", "esg.data-dir=" + all.resolve("data")
        };
        try (var callee = Sipp.plays("callee").at("127.0.0.14", far).start(dir.resolve("callee"));
                var call = call("902", rest)) {
            assertThat(call.awaitExit(30)).as(call.log()).isZero();
            callee.succeeds();
            var output = String.join("\n", call.output());
            assertThat(output)
                    .as(call.log())
                    .containsSubsequence(
                            "0 ms  -->  INVITE sip:902@test.local",
                            "caller ",
                            " called",
                            "|-- INVITE sip:902@test.local ",
                            "|-- INVITE sip:902@127.0.0.14:" + far,
                            "127.0.0.14:" + far,
                            "|<- 200 OK to INVITE ",
                            "|<- 200 OK to INVITE ",
                            "|-- BYE ",
                            "|-- BYE ",
                            "answered after ");
        }
        esg.awaitNoCalls();
    }

    @Test
    void callHearsItselfInAnEchoAndSaysSoInJson() throws IOException {
        try (var call = call("901", "--seconds", "2", "--json")) {
            assertThat(call.awaitExit(30)).as(call.log()).isZero();
            var said = new ObjectMapper().readTree(String.join("\n", call.output()));
            assertThat(said.get("answered").asBoolean()).isTrue();
            assertThat(said.at("/audio/hz").asInt()).isEqualTo(425);
            assertThat(said.at("/audio/received").asInt()).isGreaterThan(50);
            assertThat(said.at("/messages/0/message").asText()).isEqualTo("INVITE sip:901@test.local");
        }
    }

    @Test
    void aRefusedCallSaysWhyAndWhatToLookAt() throws IOException {
        try (var call = call("77")) {
            assertThat(call.awaitExit(30)).isOne();
            assertThat(String.join("\n", call.output()))
                    .containsSubsequence(
                            "-->  INVITE sip:77@test.local",
                            "<--  404 Not Found to INVITE  Reason: SIP;cause=404;text=\"EB2B. No route\"",
                            "-->  ACK ",
                            "refused after ",
                            "404 Not Found",
                            "look at: ",
                            "/rest/v1/uc/routes");
        }
    }

    @Test
    void nobodyThereIsSaidSoon() throws IOException {
        try (var call = call(
                "900", "--node", "127.0.0.1:" + Ports.free(), "--set", "esg.trunk.call.first-answer-timeout=1 s")) {
            assertThat(call.awaitExit(30)).isOne();
            assertThat(String.join("\n", call.output())).contains("(again)", "look at: nothing answers at 127.0.0.1:");
        }
    }

    @Test
    void theNodeHangsUpFirstAndDoesNotWaitWhenItStops() throws IOException {
        try (var own = Esg.start(dir.resolve("esg"), "esg.media.tone.duration=1 s")) {
            own.domain();
            own.route(Map.of("name", "tone", "action", "test"));
            var arguments = new String[] {"call", "--from", "1", "--to", "2", "--node", "127.0.0.1:" + own.inside};
            try (var call = new Program(dir.resolve("call"), arguments)) {
                assertThat(call.awaitExit(30)).as(call.log()).isZero();
                assertThat(String.join("\n", call.output())).contains("ended by the other end");
            }
            assertThat(own.terminate()).isZero();
        }
    }
}
