package esg.trunk.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegisterBudgetTest {
    @Test
    void queuesUpWhatOneRegistrarCannotTakeAtOnce() {
        var budget = new RegisterBudget(1_000_000, 20);
        var waits =
                IntStream.range(0, 60).mapToObj(_ -> budget.turn("sip.example")).toList();
        assertThat(waits.subList(0, 20)).containsOnly(Duration.ZERO);
        assertThat(waits.getLast()).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_000));
        assertThat(budget.turn("SIP.example")).as("the same host").isPositive();
        assertThat(budget.turn("other.example")).as("another is not held up").isZero();
    }

    @Test
    void boundsTheWholeNode() {
        var budget = new RegisterBudget(10, 1_000);
        var waits =
                IntStream.range(0, 30).mapToObj(i -> budget.turn("host" + i)).toList();
        assertThat(waits.getLast()).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_000));
    }
}
