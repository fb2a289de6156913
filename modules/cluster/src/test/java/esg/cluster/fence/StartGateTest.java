package esg.cluster.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StartGateTest {
    private static final long PROMISE = 300_000_000L;
    private long now = 5_000_000_000L;
    private final StartGate gate = new StartGate(() -> now);
    private final AtomicInteger started = new AtomicInteger();

    private void pass(long millis) {
        now += millis * 1_000_000;
        gate.tick();
    }

    private void wantToStart() {
        gate.whenOpen(started::incrementAndGet);
    }

    @Test
    void accountsStartAtOnceWhenNobodyIsSuspected() {
        wantToStart();
        assertThat(started).hasValue(1);
    }

    @Test
    void accountsWaitUntilEverySurvivorsPromiseHasRunOut() {
        gate.close(9, Set.of("a", "b"));
        wantToStart();
        assertThat(gate.unanswered()).isEqualTo(Map.of(9L, Set.of("a", "b")));
        gate.told(9, "a", 0);
        pass(1_000);
        assertThat(gate.isOpen()).isFalse();
        gate.told(9, "b", 120_000_000);
        assertThat(gate.unanswered()).isEmpty();
        pass(119);
        assertThat(started).hasValue(0);
        pass(1);
        assertThat(started).hasValue(1);
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void proofOfDeathOpensIt() {
        gate.close(9, Set.of("a"));
        wantToStart();
        gate.proven(9);
        gate.tick();
        assertThat(started).hasValue(1);
    }

    @Test
    void survivorThatIsLostIsWaitedForAsLongAsAPromiseLasts() {
        gate.close(9, Set.of("a", "b"));
        gate.told(9, "a", 0);
        gate.survivors(Set.of("a"), PROMISE);
        wantToStart();
        pass(299);
        assertThat(started).hasValue(0);
        pass(1);
        assertThat(started).hasValue(1);
    }

    @Test
    void survivorThatHasAnsweredMayGo() {
        gate.close(9, Set.of("a"));
        gate.told(9, "a", 0);
        gate.survivors(Set.of(), PROMISE);
        wantToStart();
        gate.tick();
        assertThat(started).hasValue(1);
    }

    @Test
    void twoSuspectsAreWaitedForBoth() {
        gate.close(8, Set.of("a"));
        gate.close(9, Set.of("a"));
        gate.told(8, "a", 0);
        pass(1_000);
        assertThat(gate.isOpen()).isFalse();
        gate.told(9, "a", 0);
        pass(0);
        assertThat(gate.isOpen()).isTrue();
    }
}
