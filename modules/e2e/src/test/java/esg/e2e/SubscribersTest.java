package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Phones that register at the inside listeners, and calls to and from them (PRV-07, SLF-01..03, RTE-01..03). */
class SubscribersTest {
    private static final String PROVIDER = "127.0.6.20";
    private static final String PHONE = "127.0.6.1";
    private static final String BOB = "127.0.6.2";
    private static final String DESK = "127.0.6.3";
    private static final String SOFT = "127.0.6.4";
    private static Esg esg;
    private static int phonePort;

    @TempDir
    static Path all;

    @TempDir
    Path dir;

    @BeforeAll
    static void startEsg() throws IOException {
        // SIPp and older phones take the first challenge and know MD5 alone.
        esg = Esg.start(
                all,
                "esg.roles.sg.trusted=[\"127.0.0.20/32\"]",
                "esg.registrar.algorithms=[MD5, SHA-256]",
                "esg.trunk.call.first-answer-timeout=2 s");
        phonePort = Ports.free();
        esg.domain();
        esg.subscriber(Map.of("user", "alice", "pwd", "secret", "number", "200"));
        esg.subscriber(Map.of("user", "bob", "pwd", "secret2", "number", "201", "displayname", "Bob"));
        esg.subscriber(Map.of("user", "carol", "pwd", "secret4", "number", "202"));
        esg.account(Map.of("code", "p1", "reg", false, "username", "", "domain", PROVIDER, "proxyport", Ports.free()));
        esg.route(Map.of("name", "to phones", "priority", 20, "to", "/reg/^[0-9]{3}$", "action", "subscriber"));
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(esg.registration("p1").get("regstate").asText())
                                .isEqualTo("disabled"));
    }

    @AfterAll
    static void stopEsg() {
        esg.close();
    }

    private Sipp.Setup registering(String password) {
        return Sipp.plays("register").at(PHONE, phonePort).as("alice", password).calling("alice", esg.host, esg.inside);
    }

    private Sipp.Setup bobCalls(String number) throws IOException {
        return Sipp.plays("caller-auth")
                .at(BOB, Ports.free())
                .as("bob", "secret2")
                .from("112")
                .calling(number, esg.host, esg.inside);
    }

    private static void awaitEnded() {
        await("no call left")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(esg.calls())
                        .allSatisfy(
                                call -> assertThat(call.get("state").asText()).isEqualTo("ended")));
    }

    @Test
    void aWrongPasswordIsRefused() throws IOException {
        try (var phone = registering("guess").expecting(403).start(dir.resolve("phone"))) {
            phone.succeeds();
            assertThat(phone.messages()).contains("EB2B. Wrong user or password");
        }
    }

    @Test
    void aPhoneIsCalledByAProviderAndByAnotherPhone() throws IOException {
        registering("secret").run(dir.resolve("register"));
        var binding = esg.get("/api/monitor/v1/bindings?d=test.local").at("/data/bindings/0");
        assertThat(binding.get("aor").asText()).isEqualTo("alice@test.local");
        assertThat(binding.get("useragent").asText()).isEqualTo("SIPp");
        try (var phone = Sipp.plays("callee").at(PHONE, phonePort).start(dir.resolve("phone"))) {
            Sipp.plays("caller")
                    .at(PROVIDER, Ports.free())
                    .from("9997654321")
                    .calling("200", esg.host, esg.outside)
                    .run(dir.resolve("provider"));
            phone.succeeds();
        }
        try (var phone = Sipp.plays("callee").at(PHONE, phonePort).start(dir.resolve("phone2"))) {
            bobCalls("200").run(dir.resolve("bob"));
            phone.succeeds();
            assertThat(phone.messages()).as("not as 112").contains("From: \"Bob\" <sip:201@test.local>");
        }
        awaitEnded();
    }

    /** RFC 3261 §16.6, §16.7: the first that answers has the call, the other one is taken back. */
    @Test
    void twoPhonesOfASubscriberRingTogether() throws IOException {
        for (var phone : List.of(DESK, SOFT)) {
            Sipp.plays("register")
                    .at(phone, phonePort)
                    .as("carol", "secret4")
                    .calling("carol", esg.host, esg.inside)
                    .run(dir.resolve("register-" + phone));
        }
        try (var desk = Sipp.plays("callee-rings").at(DESK, phonePort).start(dir.resolve("desk"));
                var soft = Sipp.plays("callee").at(SOFT, phonePort).start(dir.resolve("soft"))) {
            bobCalls("202").run(dir.resolve("bob"));
            soft.succeeds();
            desk.succeeds();
        }
        awaitEnded();
    }

    /** SLF-01..03: an account of this gateway registers as its own subscriber; calls to that number come in by the account. */
    @Test
    void anAccountMayRegisterOnThePlatformItself() throws IOException {
        int port = Ports.free();
        esg.subscriber(Map.of("user", "trunk", "pwd", "secret3", "number", "300"));
        esg.account(Map.of(
                "code",
                "self",
                "reg",
                true,
                "username",
                "trunk",
                "pwd",
                "secret3",
                "domain",
                "test.local",
                "proxyaddr",
                esg.host,
                "proxyport",
                esg.inside));
        esg.route(Map.of(
                "name",
                "from self",
                "priority",
                10,
                "origin",
                "provider",
                "providercode",
                "self",
                "action",
                "uri",
                "target",
                "sip:" + BOB + ":" + port));
        esg.awaitRegistration("self", "registered");
        try (var platform = Sipp.plays("callee").at(BOB, port).start(dir.resolve("platform"))) {
            bobCalls("300").run(dir.resolve("bob"));
            platform.succeeds();
        }
        assertThat(esg.calls()).anySatisfy(call -> {
            assertThat(call.get("code").asText()).isEqualTo("self");
            assertThat(call.get("direction").asText()).isEqualTo("in");
        });
        awaitEnded();
    }
}
