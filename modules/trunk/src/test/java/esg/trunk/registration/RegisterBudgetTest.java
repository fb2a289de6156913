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
                IntStream.range(0, 40).mapToObj(_ -> budget.turn("sip.example")).toList();
        assertThat(waits.getFirst()).isZero();
        assertThat(waits.get(10)).as("no second is fuller than another").isBetween(millis(400), millis(500));
        assertThat(waits.getLast()).isBetween(millis(1_500), millis(1_950));
        assertThat(budget.turn("SIP.example")).as("the same host").isPositive();
        assertThat(budget.turn("other.example")).as("another is not held up").isZero();
    }

    @Test
    void boundsTheWholeNode() {
        var budget = new RegisterBudget(10, 1_000);
        var waits =
                IntStream.range(0, 20).mapToObj(i -> budget.turn("host" + i)).toList();
        assertThat(waits.getLast()).isBetween(millis(1_500), millis(1_900));
    }

    @Test
    void makesThoseThatQueueWaitForAnswersToChallenges() {
        var budget = new RegisterBudget(1_000_000, 20);
        assertThat(budget.pass("sip.example")).as("nothing was sent yet").isZero();
        IntStream.range(0, 10).forEach(_ -> budget.repeat("sip.example"));
        assertThat(budget.pass("sip.example")).isBetween(millis(450), millis(550));
        assertThat(budget.pass("other.example")).isZero();
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
