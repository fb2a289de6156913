package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.ban.BanView;
import esg.sip.message.Headers;
import esg.sip.transport.Side;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** REGISTER at an inside listener: RFC 3261 §10.3, RFC 7616, RFC 8760, RFC 3327 (PRV-07, SEC-03). */
class RegistrarTest {
    private final MemoryBindings store = new MemoryBindings();
    private Gateway gateway;
    private Phone alice;

    @SuppressWarnings("NullAway.Init")
    RegistrarTest() {}

    @BeforeEach
    void open() throws Exception {
        gateway = new Gateway(
                2,
                store,
                "esg.registrar { contacts = 3, commit-timeout = 5 s, keep-alive = 1 s }\nesg.bans.enabled = on");
        gateway.subscriber("alice", "100", Map.of());
        alice = phone("alice", "pw-alice");
    }

    private Phone phone(String user, String pwd) throws Exception {
        return new Phone(gateway.address(Side.INSIDE), user, pwd);
    }

    @AfterEach
    void close() {
        alice.close();
        gateway.close();
    }

    @Test
    void offersBothAlgorithmsAndKeepsWhatItGrants() {
        var challenged = alice.challenge();
        assertThat(challenged.status()).isEqualTo(401);
        assertThat(challenged.headers(Headers.WWW_AUTHENTICATE))
                .hasSize(2)
                .allSatisfy(one -> assertThat(one).contains("realm=\"tenant.local\"", "qop=\"auth\""))
                .satisfiesExactly(
                        one -> assertThat(one).contains("SHA-256"),
                        one -> assertThat(one).contains("MD5"));
        var ok = alice.register("Expires: 120", "User-Agent: phone");
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.header(Headers.CONTACT)).isEqualTo(alice.contact() + ";q=1;expires=120");
        assertThat(ok.header("Date")).endsWith("GMT");
        assertThat(store.live()).singleElement().satisfies(binding -> {
            assertThat(binding.aor()).hasToString("alice@tenant.local");
            assertThat(binding.userAgent()).isEqualTo("phone");
            assertThat(binding.place().source()).isEqualTo(alice.peer.at());
            assertThat(binding.place().translated()).isFalse();
        });
        assertThat(gateway.subscribers.bindings("tenant.local")).hasSize(1);
        assertThat(gateway.subscribers.bindings("other")).isEmpty();
    }

    /** NAT-03, RFC 5626 §3.5.1: by the way it registered on; a phone that is reached at its Contact needs none. */
    @Test
    void phonesBehindANatAreKeptReachable() throws Exception {
        try (var translated = phone("alice", "pw-alice")) {
            translated.at = "192.168.1.5:5060";
            alice.register("Expires: 120");
            translated.register("Expires: 120");
            translated.peer.keepAlives(2);
            alice.registerAs("");
            assertThat(alice.peer.isKeptAlive()).isFalse();
            translated.registerAs(translated.contact() + ";expires=0");
        }
    }

    @Test
    void asksAndRemoves() {
        alice.register("Expires: 120");
        alice.registerAs("<sip:alice@192.0.2.1>;q=0.25", "Expires: 300");
        assertThat(alice.registerAs("").headers(Headers.CONTACT))
                .containsExactly(alice.contact() + ";q=1;expires=120", "<sip:alice@192.0.2.1>;q=0.25;expires=300");
        assertThat(alice.registerAs("<sip:alice@192.0.2.1>;expires=0").headers(Headers.CONTACT))
                .hasSize(1);
        assertThat(alice.registerAs("*", "Expires: 0").has(Headers.CONTACT)).isFalse();
        assertThat(store.live()).isEmpty();
    }

    @Test
    void aWrongPasswordAndAnUnknownUserHearTheSame() throws Exception {
        try (var wrong = phone("alice", "guess");
                var unknown = phone("mallory", "guess")) {
            for (var phone : new Phone[] {wrong, unknown}) {
                var refused = phone.register();
                assertThat(refused.status()).isEqualTo(403);
                assertThat(refused.header(Headers.REASON))
                        .isEqualTo("SIP;cause=403;text=\"EB2B. Wrong user or password\"");
            }
        }
        assertThat(store.live()).isEmpty();
    }

    /** SEC-01: three points each of thirty, and no more words. */
    @Test
    void whoGuessesIsBanned() throws Exception {
        try (var wrong = phone("alice", "guess")) {
            for (int guess = 1; guess <= 11; guess++)
                assertThat(wrong.register().status()).as("guess " + guess).isEqualTo(403);
            var held = gateway.edge.border().bans().list(10);
            assertThat(held).singleElement().satisfies(ban -> {
                assertThat(ban.state()).isEqualTo(BanView.State.BANNED);
                assertThat(ban.address()).isEqualTo("127.0.0.9");
            });
        }
    }

    /** Whoever has once shown the password is no stranger: its mistakes are told to operators, and cost no ban. */
    @Test
    void whoHasRegisteredIsNotBanned() throws Exception {
        assertThat(alice.register().status()).isEqualTo(200);
        try (var wrong = phone("alice", "guess")) {
            for (int guess = 1; guess <= 12; guess++)
                assertThat(wrong.register().status()).as("guess " + guess).isEqualTo(403);
        }
        assertThat(gateway.edge.border().bans().list(10)).noneMatch(ban -> ban.state() == BanView.State.BANNED);
    }

    /** PostgreSQL keeps no NUL: one such row would keep all others from being written. */
    @Test
    void whatCannotBeKeptIsRefused() {
        assertThat(alice.registerAs("<sip:a%00b@" + alice.peer.at() + ">").status())
                .isEqualTo(400);
        assertThat(store.live()).isEmpty();
    }

    @Test
    void credentialsThatWereOverheardAreOfNoUse() {
        assertThat(alice.register().status()).isEqualTo(200);
        var again = alice.replay();
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.headers(Headers.WWW_AUTHENTICATE))
                .allSatisfy(one -> assertThat(one).contains("stale=true"));
    }

    @Test
    void saysWhatItDoesNotGrant() {
        var brief = alice.register("Expires: 30");
        assertThat(brief.status()).isEqualTo(423);
        assertThat(brief.header(Headers.MIN_EXPIRES)).isEqualTo("60");
        assertThat(alice.registerAs("<tel:100>").header(Headers.REASON)).contains("EB2B. Contact cannot be used");
        assertThat(alice.registerAs("*", "Expires: 60").status()).isEqualTo(400);
        var many = alice.registerAs("<sip:a@192.0.2.1>, <sip:a@192.0.2.2>, <sip:a@192.0.2.3>, <sip:a@192.0.2.4>");
        assertThat(many.header(Headers.REASON)).contains("EB2B. Too many contacts");
        gateway.subscriber("alice", "100", Map.of("enabled", false));
        assertThat(alice.register().header(Headers.REASON)).contains("EB2B. Subscriber is disabled");
        assertThat(store.live()).isEmpty();
    }

    @Test
    void aNumberOfItsCallIdIsUsedOnce() {
        alice.cseq = 10;
        alice.register();
        alice.cseq = 3;
        assertThat(alice.register().header(Headers.REASON)).contains("EB2B. CSeq is lower than before");
    }

    @Test
    void nobodyRegistersForSomebodyElse() throws Exception {
        gateway.subscriber("bob", "101", Map.of());
        try (var bob = phone("bob", "pw-alice")) {
            assertThat(bob.register().status()).isEqualTo(403);
        }
        assertThat(store.live()).isEmpty();
    }

    /** RFC 3327: a proxy on the way is on the way back too. */
    @Test
    void keepsThePath() {
        var ok = alice.register("Path: <sip:proxy.example;lr>", "Supported: path", "Require: path");
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.header(Headers.PATH)).isEqualTo("<sip:proxy.example;lr>");
        assertThat(store.live().getFirst().path()).containsExactly("sip:proxy.example;lr");
    }

    @Test
    void aRefreshWaitsForNoDatabase() {
        alice.register("Expires: 120");
        store.away = true;
        long begun = System.nanoTime();
        assertThat(alice.register("Expires: 300").header(Headers.CONTACT)).contains("expires=300");
        assertThat(System.nanoTime() - begun).as("commit-timeout is 5 s").isLessThan(4_000_000_000L);
        assertThat(gateway.subscribers.bindings(null)).hasSize(1);
        store.away = false;
        org.awaitility.Awaitility.await()
                .until(() -> store.live().getFirst().expiresAt() > System.currentTimeMillis() + 200_000);
    }
}
