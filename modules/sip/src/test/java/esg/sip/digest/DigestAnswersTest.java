package esg.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigestAnswersTest {
    private static Challenge asked(boolean proxy, String nonce, boolean stale) {
        return new Challenge(proxy, "realm", nonce, null, Algorithm.MD5, Set.of("auth"), stale);
    }

    private static DigestAnswers to(DigestAnswers before, Challenge challenge) {
        return before.to(List.of(challenge)).orElseThrow();
    }

    @Test
    void givesUpWhenAFreshNonceWasRefused() {
        var first = to(DigestAnswers.NONE, asked(false, "1", false));
        assertThat(first.to(List.of(asked(false, "2", false)))).isEmpty();
        assertThat(first.to(List.of(asked(false, "2", true))))
                .as("only the nonce was old")
                .isPresent();
    }

    @Test
    void startsOverWhenAKeptNonceWasRefused() {
        var kept = to(DigestAnswers.NONE, asked(false, "1", false)).sessions();
        var again = DigestAnswers.again(kept);
        assertThat(again.sessions()).extracting(DigestSession::nc).containsExactly(2);
        var over = to(again, asked(false, "2", false));
        assertThat(over.sessions())
                .extracting(session -> session.challenge().nonce())
                .containsExactly("2");
    }

    @Test
    void answersAProxyAndTheRegistrarBehindIt() {
        var proxy = to(DigestAnswers.NONE, asked(true, "p", false));
        var both = to(proxy, asked(false, "r", false));
        assertThat(both.sessions())
                .extracting(DigestSession::headerName)
                .containsExactlyInAnyOrder("Authorization", "Proxy-Authorization");
        assertThat(both.sessions()).extracting(DigestSession::nc).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void cannotAnswerWhatItDoesNotKnow() {
        assertThat(DigestAnswers.NONE.to(List.of())).isEmpty();
    }
}
