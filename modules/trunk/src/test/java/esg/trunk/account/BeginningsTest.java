package esg.trunk.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BeginningsTest {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    private final List<Runnable> due = new ArrayList<>();
    private final List<Integer> begun = new ArrayList<>();
    private long now = 1_000;
    private final Beginnings beginnings = new Beginnings(100, due::add, () -> now);

    private void join(int account) {
        beginnings.join(() -> begun.add(account));
    }

    private void tick() {
        now += TICK;
        var ticks = List.copyOf(due);
        due.clear();
        ticks.forEach(Runnable::run);
    }

    @Test
    void loneAccountBeginsAtOnce() {
        join(1);
        now += Beginnings.QUIET;
        join(2);
        assertThat(begun).containsExactly(1, 2);
        assertThat(due).isEmpty();
    }

    @Test
    void accountsThatComeTogetherBeginInOrderAtThePaceOnceAllHaveCome() {
        for (int account = 0; account < 6; account++) {
            join(account);
            tick();
        }
        for (long quiet = 2 * TICK; quiet < Beginnings.QUIET; quiet += TICK) tick();
        assertThat(begun).as("others may still come").containsExactly(0);
        tick();
        assertThat(begun).as("two in 20 ms").containsExactly(0, 1, 2);
        tick();
        tick();
        assertThat(begun).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(due).isEmpty();
    }

    @Test
    void nobodyWaitsForEverWhenSomeAlwaysCome() {
        for (long waited = 0; waited <= Beginnings.AT_LATEST; waited += TICK) {
            join(1);
            tick();
        }
        assertThat(begun).hasSizeGreaterThan(1);
    }
}
