package esg.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private final TimerWheel wheel = new TimerWheel(0);
    private final List<String> fired = new ArrayList<>();

    private Cancellable start(long now, long delay, String name) {
        return wheel.start(now, delay, () -> fired.add(name));
    }

    @Test
    void firesInOrderOfTimeAndThenOfStart() {
        start(0, 500, "500 first");
        start(0, 100, "100");
        start(0, 500, "500 second");
        wheel.advance(99);
        assertThat(fired).isEmpty();
        wheel.advance(1000);
        assertThat(fired).containsExactly("100", "500 first", "500 second");
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void isNeverEarlyAndAtMostOneTickLate() {
        wheel.advance(7);
        start(7, 10, "at 17");
        wheel.advance(19);
        assertThat(fired).isEmpty();
        wheel.advance(20);
        assertThat(fired).containsExactly("at 17");
    }

    @Test
    void cancelledTimersNeverFire() {
        var first = start(0, 50, "first");
        start(0, 50, "second");
        first.cancel();
        first.cancel();
        wheel.advance(60);
        assertThat(fired).containsExactly("second");
    }

    @Test
    void aTaskMayCancelTheNextOneOfItsTick() {
        var later = new ArrayList<Cancellable>();
        wheel.start(0, 50, () -> later.getFirst().cancel());
        later.add(start(0, 50, "cancelled"));
        wheel.advance(100);
        assertThat(fired).isEmpty();
        assertThat(wheel.pending()).isZero();
    }

    @Test
    void timersBeyondOneTurnWaitForTheirTurn() {
        start(0, 32_000, "timer B");
        wheel.advance(31_999);
        assertThat(fired).isEmpty();
        wheel.advance(32_000);
        assertThat(fired).containsExactly("timer B");
    }

    @Test
    void aTaskMayStartAnotherWithNoDelay() {
        wheel.start(0, 10, () -> start(10, 0, "next tick"));
        wheel.advance(10);
        assertThat(fired).isEmpty();
        wheel.advance(20);
        assertThat(fired).containsExactly("next tick");
    }

    @Test
    void aFailingTaskStopsNoOther() {
        wheel.start(0, 10, () -> {
            throw new IllegalStateException("bug");
        });
        start(0, 10, "other");
        wheel.advance(10);
        assertThat(fired).containsExactly("other");
    }
}
