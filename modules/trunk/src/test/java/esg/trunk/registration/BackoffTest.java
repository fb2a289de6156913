package esg.trunk.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    private static final Backoff EXACT = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(5), 0);

    @ParameterizedTest(name = "failure {0} -> {1} s")
    @CsvSource({"1, 5", "2, 10", "3, 20", "6, 160", "7, 300", "8, 300", "1000000, 300"})
    void doublesUpToItsCap(int failures, long seconds) {
        assertThat(EXACT.pause(failures, new Random(1))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void spreadsThoseThatFailedTogether() {
        var backoff = new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5), 0.2);
        var random = new Random(1);
        var pauses = random.ints(100).mapToObj(_ -> backoff.pause(1, random)).toList();
        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12)));
        assertThat(pauses.stream().distinct()).hasSizeGreaterThan(50);
    }

    @Test
    void waitsAtLeastAsLongAsAsked() {
        var asked = Backoff.atLeast(Duration.ofSeconds(5), Duration.ofSeconds(30), 0.2, new Random(1));
        assertThat(asked).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(36));
        var longer = Backoff.atLeast(Duration.ofSeconds(90), Duration.ofSeconds(30), 0.2, new Random(1));
        assertThat(longer).isEqualTo(Duration.ofSeconds(90));
    }
}
