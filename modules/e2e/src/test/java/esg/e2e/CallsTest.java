package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls between a point-to-point provider and the inside, SIPp on both sides; each test has a provider and a platform of its own. */
class CallsTest {
    private static final AtomicInteger PEERS = new AtomicInteger();
    private static Esg esg;

    @TempDir
    static Path all;

    @TempDir
    Path dir;

    private final List<Sipp> started = new ArrayList<>();
    private int peer;
    private int port;

    @BeforeAll
    static void startEsg() throws IOException {
        esg = Esg.start(
                all, "esg.sip.t1=100 ms", "esg.trunk.call.first-answer-timeout=2 s", "esg.trunk.call.ring-timeout=6 s");
        esg.domain();
    }

    @AfterAll
    static void stopEsg() {
        esg.close();
    }

    @AfterEach
    void stopPeers() {
        started.forEach(Sipp::close);
    }

    /** Provider at 127.0.1.N, platform at 127.0.2.N; calls from one go to the other. */
    private void peers(Map<String, Object> more) throws IOException {
        peer = PEERS.incrementAndGet();
        port = Ports.free();
        var account = new java.util.HashMap<String, Object>(Map.of(
                "code", code(), "reg", false, "username", "", "domain", provider(), "proxyport", port, "trunks", 100));
        account.putAll(more);
        esg.account(account);
        esg.route(Map.of(
                "name",
                "in " + code(),
                "priority",
                10,
                "origin",
                "provider",
                "providercode",
                code(),
                "action",
                "uri",
                "target",
                "sip:" + platform() + ":" + port));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(
                                esg.registration(code()).get("regstate").asText())
                        .isEqualTo("disabled"));
    }

    private String code() {
        return "p" + peer;
    }

    private String provider() {
        return "127.0.1." + peer;
    }

    private String platform() {
        return "127.0.2." + peer;
    }

    private Sipp callee(String scenario, String host) throws IOException {
        var sipp = Sipp.plays(scenario).at(host, port).start(dir.resolve(scenario));
        started.add(sipp);
        return sipp;
    }

    private Sipp.Setup fromProvider(String scenario) throws IOException {
        return Sipp.plays(scenario)
                .at(provider(), Ports.free())
                .from("9997654321")
                .calling("1234567890", esg.host, esg.outside);
    }

    private Sipp.Setup fromPlatform(String scenario) throws IOException {
        return Sipp.plays(scenario)
                .at(platform(), Ports.free())
                .from("200")
                .by(code())
                .calling("1234567890", esg.host, esg.inside);
    }

    @ParameterizedTest(name = "{0} calls {1}")
    @CsvSource(delimiter = '|', textBlock = """
        caller                | callee
        caller                | callee-422
        caller-cs2000         | callee
        caller-peerbye        | callee-bye
        caller-reinvite       | callee-reinvite
        caller-delayed-offer  | callee
        caller-cancel         | callee-rings
        """)
    void providerCallsInside(String caller, String callee) throws IOException {
        peers(Map.of());
        var answering = callee(callee, platform());
        fromProvider(caller).run(dir.resolve("caller"));
        answering.succeeds();
        esg.awaitNoCalls();
    }

    @ParameterizedTest(name = "{0} calls {1}")
    @CsvSource(delimiter = '|', textBlock = """
        caller                | callee
        caller                | callee-422
        caller-peerbye        | callee-bye
        caller-reinvite       | callee-reinvite
        caller-delayed-offer  | callee
        caller-cancel         | callee-rings
        """)
    void insideCallsProvider(String caller, String callee) throws IOException {
        peers(Map.of());
        var answering = callee(callee, provider());
        fromPlatform(caller).run(dir.resolve("caller"));
        answering.succeeds();
        esg.awaitNoCalls();
    }

    /** RFC 3262, and what a caller hears before the answer. */
    @ParameterizedTest(name = "{0} calls {1}")
    @CsvSource(delimiter = '|', textBlock = """
        caller-183-180   | callee-183-180
        caller-overtaken | callee-overtakes
        caller-reliable  | callee-183-180
        """)
    void provisionalAnswersArrive(String caller, String callee) throws IOException {
        peers(Map.of());
        var answering = callee(callee, platform());
        fromProvider(caller).run(dir.resolve("caller"));
        answering.succeeds();
        var called = callee(callee, provider());
        fromPlatform(caller).run(dir.resolve("caller-out"));
        called.succeeds();
        esg.awaitNoCalls();
    }

    /** REF-02: the new leg goes to the side that asks for it. */
    @ParameterizedTest(name = "of the {0}")
    @CsvSource({"provider", "platform"})
    void aCallerHandsItsPartnerOn(String side) throws IOException {
        peers(Map.of());
        boolean outside = side.equals("provider");
        var stays = callee("callee-stays", outside ? platform() : provider());
        var joins = callee("callee-bye", outside ? provider() : platform());
        (outside ? fromProvider("caller-refer") : fromPlatform("caller-refer")).run(dir.resolve("caller"));
        joins.succeeds();
        stays.succeeds();
        esg.awaitNoCalls();
    }

    /** RFC 3261 §8.1.3.4. */
    @Test
    void followsAProviderThatSendsItElsewhere() throws IOException {
        peers(Map.of("opts", Map.of("redirect", "follow")));
        int elsewhere = Ports.free();
        var answering = Sipp.plays("callee").at(provider(), elsewhere).start(dir.resolve("elsewhere"));
        started.add(answering);
        var moved = Sipp.plays("callee-302")
                .at(provider(), port)
                .movedTo("101", provider(), elsewhere)
                .start(dir.resolve("callee"));
        started.add(moved);
        fromPlatform("caller").run(dir.resolve("caller"));
        moved.succeeds();
        answering.succeeds();
        esg.awaitNoCalls();
    }

    @ParameterizedTest(name = "{0} by the {1}")
    @CsvSource({"486,provider", "503,provider", "404,provider", "486,platform", "404,platform"})
    void passesARefusalOn(int code, String by) throws IOException {
        peers(Map.of());
        boolean out = by.equals("provider");
        var refusing = callee("callee-" + code, out ? provider() : platform());
        (out ? fromPlatform("caller-refused") : fromProvider("caller-refused"))
                .expecting(code)
                .run(dir.resolve("caller"));
        refusing.succeeds();
        esg.awaitNoCalls();
    }

    @Test
    void answersAChallengeToItsInvite() throws IOException {
        peers(Map.of("username", "9991234567", "pwd", "pw407"));
        var asking = callee("callee-407", provider());
        fromPlatform("caller").run(dir.resolve("caller"));
        asking.succeeds();
        esg.awaitNoCalls();
    }

    @Test
    void saysWhyWhenNobodyAnswers() throws IOException {
        peers(Map.of());
        fromPlatform("caller-refused").expecting(408).run(dir.resolve("caller"));
        assertThat(esg.calls().getFirst().get("reason").asText()).contains("EB2B. No answer");
        esg.awaitNoCalls();
    }

    @Test
    void givesUpACalleeThatOnlyRings() throws IOException {
        peers(Map.of());
        callee("callee-silent", provider());
        var caller = fromPlatform("caller-refused").expecting(408).start(dir.resolve("caller"));
        started.add(caller);
        caller.succeeds();
        assertThat(caller.messages()).contains("180 Ringing").contains("EB2B. No answer");
        esg.awaitNoCalls();
    }

    @Test
    void endsTheCallWhenThePeerIsGone() throws IOException {
        peers(Map.of());
        var vanishing = callee("callee-vanishes", provider());
        fromPlatform("caller").run(dir.resolve("caller"));
        vanishing.succeeds();
        esg.awaitNoCalls();
    }

    @Test
    void refusesMoreCallsThanTrunks() throws IOException {
        peers(Map.of("trunks", 1));
        callee("callee-rings", platform());
        var first = fromProvider("caller-cancel").pausing(3000).start(dir.resolve("first"));
        started.add(first);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> esg.registration(code()).get("onlinetrunkcount").asInt() == 1);
        var second = fromProvider("caller-refused").expecting(486).start(dir.resolve("second"));
        started.add(second);
        second.succeeds();
        assertThat(second.messages()).contains("EB2B. Trunk limit of the account is reached");
        first.succeeds();
        esg.awaitNoCalls();
    }

    @Test
    void namesWhatNobodyKnows() throws IOException {
        peer = PEERS.incrementAndGet();
        var stranger = fromProvider("caller-refused").expecting(404).start(dir.resolve("caller"));
        started.add(stranger);
        stranger.succeeds();
        assertThat(stranger.messages()).contains("Reason: SIP;cause=404;text=\"EB2B. Unknown account in contact\"");
    }

    @Test
    void carriesCallsOverTcp() throws IOException {
        peers(Map.of("transport", "tcp"));
        var answering = Sipp.plays("callee").at(provider(), port).tcp().start(dir.resolve("callee"));
        started.add(answering);
        fromPlatform("caller").run(dir.resolve("caller"));
        answering.succeeds();
        var inside = callee("callee", platform());
        fromProvider("caller").tcp().run(dir.resolve("back"));
        inside.succeeds();
        esg.awaitNoCalls();
    }

    @Test
    void carriesCallsOverIpv6() throws IOException {
        int six = Ports.free();
        try (var gateway = Esg.startOn("::1", dir.resolve("esg"))) {
            gateway.domain();
            gateway.account(Map.of("code", "six", "reg", false, "username", "", "domain", "::1", "proxyport", six));
            var answering = Sipp.plays("callee").at("::1", six).start(dir.resolve("callee"));
            started.add(answering);
            Sipp.plays("caller")
                    .at("::1", Ports.free())
                    .from("200")
                    .by("six")
                    .calling("100", "::1", gateway.inside)
                    .run(dir.resolve("caller"));
            answering.succeeds();
            gateway.awaitNoCalls();
        }
    }

    @Test
    void carriesManyCallsAtOnce() throws IOException {
        peers(Map.of());
        var answering =
                Sipp.plays("callee").at(provider(), port).times(200, 100).start(dir.resolve("callee"));
        started.add(answering);
        fromPlatform("caller").times(200, 100).run(dir.resolve("caller"));
        answering.succeeds();
        esg.awaitNoCalls();
    }
}
