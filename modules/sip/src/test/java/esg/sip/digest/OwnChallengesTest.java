package esg.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Secret;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Digest as server: RFC 7616 §3.3, §3.4; RFC 8760. */
class OwnChallengesTest {
    private static final InetAddress PHONE = InetAddress.ofLiteral("192.0.2.5");
    private static final String REALM = "a.example";
    private Instant now = Instant.ofEpochSecond(1_800_000_000);
    private final Nonces nonces = nonces(7);

    private Nonces nonces(int key) {
        var bytes = new byte[32];
        bytes[0] = (byte) key;
        return new Nonces(new Seal(bytes), Duration.ofMinutes(5), 100, () -> now);
    }

    private static Authorization answer(Algorithm algorithm, String nonce, String password) {
        var challenge = new Challenge(false, REALM, nonce, null, algorithm, Set.of("auth"), false);
        var credentials = new Credentials("alice", Secret.of(password));
        var line = DigestSession.start(challenge).authorization(credentials, "REGISTER", "sip:a.example", new byte[0]);
        return Authorization.of(List.of(line)).getFirst();
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void knowsARightAnswer(Algorithm algorithm) {
        var answer = answer(algorithm, nonces.next(REALM, PHONE), "geheim");
        assertThat(answer.isOf(Secret.of("geheim"), "REGISTER")).isTrue();
        assertThat(answer.isOf(Secret.of("geheim"), "INVITE")).isFalse();
        assertThat(answer.isOf(Secret.of("Geheim"), "REGISTER")).isFalse();
    }

    /** RFC 7616 §3.9.1, both algorithms. */
    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void knowsTheAnswersOfTheRfc(String algorithm, String response) {
        var line = "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", uri=\"/dir/index.html\", algorithm="
                + algorithm + ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", nc=00000001,"
                + " cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", qop=auth, response=\"" + response
                + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        assertThat(Authorization.of(List.of(line)).getFirst().isOf(Secret.of("Circle of Life"), "GET"))
                .isTrue();
    }

    @ParameterizedTest(name = "without {0}")
    @CsvSource({"username", "realm", "nonce", "uri", "response", "cnonce", "nc", "qop"})
    void passesOverWhatIsNotComplete(String missing) {
        var line = "Digest username=\"a\", realm=\"r\", nonce=\"n\", uri=\"u\", response=\"x\", cnonce=\"c\","
                + " nc=00000001, qop=auth";
        assertThat(Authorization.of(List.of(line))).hasSize(1);
        assertThat(Authorization.of(List.of(line.replace(missing + "=", "x-" + missing + "="))))
                .isEmpty();
    }

    @Test
    void anyNodeWithTheKeyKnowsANonceForItsRealmItsSenderAndItsTime() {
        var nonce = nonces.next(REALM, PHONE);
        assertThat(nonces(7).isFresh(nonce, REALM, PHONE)).isTrue();
        assertThat(nonces(8).isFresh(nonce, REALM, PHONE)).as("another key").isFalse();
        assertThat(nonces.isFresh(nonce, "b.example", PHONE)).isFalse();
        assertThat(nonces.isFresh(nonce, REALM, InetAddress.ofLiteral("192.0.2.6")))
                .isFalse();
        assertThat(nonces.isFresh("f".repeat(60), REALM, PHONE)).isFalse();
        assertThat(nonces.isFresh("", REALM, PHONE)).isFalse();
        now = now.plusSeconds(300);
        assertThat(nonces.isFresh(nonce, REALM, PHONE)).isTrue();
        now = now.plusSeconds(1);
        assertThat(nonces.isFresh(nonce, REALM, PHONE)).isFalse();
    }

    @Test
    void aCountIsUsedOnce() {
        assertThat(nonces.use("n", 1)).isTrue();
        assertThat(nonces.use("n", 1)).as("sent again").isFalse();
        assertThat(nonces.use("n", 3)).isTrue();
        assertThat(nonces.use("n", 2)).isFalse();
        assertThat(nonces.use("m", 2)).as("another node had 1").isTrue();
    }
}
