package esg.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Digest realm=\"a\", nonce=\"b==\", qop=\"auth,auth-int\", algorithm=MD5, opaque=\"o\", stale=TRUE",
                "digest REALM=a,Nonce=b==,QOP=\"auth, auth-int\",ALGORITHM=\"md5\",opaque=o,stale=\"true\"",
                "DIGEST  realm = \"a\" ,\t nonce= \"b==\";qop=\"AUTH,auth-int\", unknown=1, opaque=\"o\",, stale=true,",
            })
    void understandsWhatServersWrite(String line) {
        assertThat(Challenges.of(List.of(line), List.of())).singleElement().satisfies(challenge -> {
            assertThat(challenge.realm()).isEqualTo("a");
            assertThat(challenge.nonce()).isEqualTo("b==");
            assertThat(challenge.qop()).containsExactly("auth", "auth-int");
            assertThat(challenge.algorithm()).isEqualTo(Algorithm.MD5);
            assertThat(challenge.opaque()).isEqualTo("o");
            assertThat(challenge.stale()).isTrue();
            assertThat(challenge.headerName()).isEqualTo("Authorization");
        });
    }

    @Test
    void findsSeveralChallengesInOneLineAndTakesTheStrongest() {
        var all = Challenges.of(
                List.of("Basic realm=\"x, y\", Digest realm=\"a\", nonce=\"1\", algorithm=MD5, Digest realm=\"a\","
                        + " nonce=\"2\", algorithm=SHA-512-256, Digest realm=\"a\", nonce=\"3\","
                        + " algorithm=SHA-256"),
                List.of());

        assertThat(all).extracting(Challenge::nonce).containsExactly("1", "2", "3");
        assertThat(Challenges.strongest(all)).map(Challenge::nonce).contains("2");
    }

    @Test
    void keepsTheServersPreferenceAmongEquals() {
        var all = Challenges.of(
                List.of("Digest realm=a, nonce=1", "Digest realm=a, nonce=2, algorithm=MD5-sess"), List.of());
        assertThat(Challenges.strongest(all)).map(Challenge::nonce).contains("1");
    }

    @Test
    void answersEveryRealmOfServerAndProxies() {
        var all = Challenges.of(
                List.of("Digest realm=a, nonce=1", "Digest realm=a, nonce=2, algorithm=SHA-256"),
                List.of("Digest realm=a, nonce=3", "Digest realm=b, nonce=4"));

        assertThat(Challenges.toAnswer(all)).extracting(Challenge::nonce).containsExactly("2", "3", "4");
        assertThat(Challenges.toAnswer(all).getLast().headerName()).isEqualTo("Proxy-Authorization");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "=",
                ",=,=\"",
                "Digest",
                "Digest realm=\"a\"",
                "Digest nonce=\"a\"",
                "Basic realm=\"a\"",
                "Digest realm=\"a\", nonce=\"b\", algorithm=AKAv1-MD5",
                "Digest realm=\"a, nonce=b",
                "Digest realm=\"a\\",
            })
    void passesOverWhatItCannotAnswer(String line) {
        var all = Challenges.of(List.of(line), List.of());
        assertThat(all).isEmpty();
        assertThat(Challenges.strongest(all)).isEmpty();
    }
}
