package esg.admin.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AttemptsTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final InetAddress ONE = InetAddress.ofLiteral("2001:db8::1");

    private final Attempts attempts = new Attempts();

    @Test
    void fiveWrongTokensAreFollowedByAPause() {
        for (int i = 0; i < Attempts.MOST; i++) {
            assertThat(attempts.wait(ONE, NOW.plusSeconds(i))).isZero();
            attempts.failed(ONE, NOW.plusSeconds(i));
        }
        assertThat(attempts.wait(ONE, NOW.plusSeconds(20))).isEqualTo(Duration.ofSeconds(40));
        assertThat(attempts.wait(InetAddress.ofLiteral("2001:db8::2"), NOW.plusSeconds(20)))
                .as("whoever has one address of a /64 has all")
                .isPositive();
        assertThat(attempts.wait(InetAddress.ofLiteral("192.0.2.1"), NOW.plusSeconds(20)))
                .isZero();
        assertThat(attempts.wait(ONE, NOW.plusSeconds(60))).isZero();
    }
}
