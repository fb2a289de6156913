package esg.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.access.Role;
import esg.domain.access.Token;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final byte[] KEY = "key of all nodes".getBytes(StandardCharsets.US_ASCII);
    private static final String TEXT = TokenText.make();

    private final List<Token> known = new ArrayList<>(List.of(token("t1", TEXT, Optional.empty())));
    private final Tokens tokens = new Tokens("configured", () -> known);
    private final Sessions sessions = new Sessions(KEY, Duration.ofHours(12));

    private static Token token(String id, String text, Optional<Instant> expires) {
        return new Token(
                id, "noc", Role.VIEWER, "acme", expires, true, TokenText.hash(text), Instant.EPOCH, Optional.empty());
    }

    private Principal noc() {
        return tokens.of(TEXT, NOW).orElseThrow();
    }

    @Test
    void anotherNodeWithTheSameKeyKnowsIt() {
        var opened = sessions.open(noc(), NOW);
        var there = new Sessions(KEY, Duration.ofHours(1));
        var read = there.read(opened.value(), new Tokens("other", () -> known), NOW)
                .orElseThrow();
        assertThat(read.principal().name()).isEqualTo("noc");
        assertThat(read.principal().d()).isEqualTo("acme");
        assertThat(read.principal().expires()).contains(NOW.plus(Duration.ofHours(12)));
        assertThat(read.csrf())
                .isEqualTo(opened.csrf())
                .isNotEqualTo(sessions.open(noc(), NOW).csrf());
        assertThat(opened.value()).doesNotContain(opened.csrf()).doesNotContain(TEXT);
    }

    @Test
    void whoHasAnotherKeyDoesNot() {
        var opened = sessions.open(noc(), NOW);
        var other = new Sessions("another".getBytes(StandardCharsets.US_ASCII), Duration.ofHours(12));
        assertThat(other.read(opened.value(), tokens, NOW)).isEmpty();
        for (var forged : List.of("", ".", "x", "x.y", opened.value() + "x", "x" + opened.value(), "ä.ö")) {
            assertThat(sessions.read(forged, tokens, NOW)).as(forged).isEmpty();
        }
    }

    @Test
    void endsWithItsTimeAndNotAfterItsToken() {
        var opened = sessions.open(noc(), NOW);
        assertThat(sessions.read(
                        opened.value(), tokens, NOW.plus(Duration.ofHours(12)).minusMillis(1)))
                .isPresent();
        assertThat(sessions.read(opened.value(), tokens, NOW.plus(Duration.ofHours(12))))
                .isEmpty();
        var soon = NOW.plusSeconds(60);
        known.set(0, token("t1", TEXT, Optional.of(soon)));
        assertThat(sessions.open(noc(), NOW).principal().expires()).contains(soon);
        assertThat(sessions.read(opened.value(), tokens, soon)).isEmpty();
    }

    @Test
    void endsWithItsToken() {
        var opened = sessions.open(noc(), NOW);
        var acts = sessions.read(opened.value(), tokens, NOW).orElseThrow().principal();
        assertThat(tokens.isStill(acts, NOW)).isTrue();
        known.set(0, token("t1", TokenText.make(), Optional.empty()));
        assertThat(sessions.read(opened.value(), tokens, NOW))
                .as("another token of the same id")
                .isEmpty();
        known.clear();
        assertThat(sessions.read(opened.value(), tokens, NOW)).as("revoked").isEmpty();
        assertThat(tokens.isStill(acts, NOW)).isFalse();
    }

    @Test
    void theTokenOfTheSettingsIsAnAdmins() {
        var admin = tokens.of("configured", NOW).orElseThrow();
        assertThat(admin.role()).isEqualTo(Role.ADMIN);
        var opened = sessions.open(admin, NOW);
        assertThat(sessions.read(opened.value(), tokens, NOW)).isPresent();
        assertThat(sessions.read(opened.value(), new Tokens("changed", () -> known), NOW))
                .as("after it was changed")
                .isEmpty();
        assertThat(tokens.of("", NOW)).isEmpty();
    }
}
