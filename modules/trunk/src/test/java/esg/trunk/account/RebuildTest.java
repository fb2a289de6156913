package esg.trunk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RebuildTest {
    private final AtomicInteger builds = new AtomicInteger();

    @Test
    void loneChangeIsBuiltAtOnce() {
        var rebuild = new Rebuild(Runnable::run, builds::incrementAndGet);
        rebuild.changed();
        assertThat(builds).hasValue(1);
        rebuild.changed();
        assertThat(builds).hasValue(2);
    }

    @Test
    void changesThatComeWhileItBuildsAreBuiltTogether() {
        var rebuild = new Rebuild[1];
        rebuild[0] = new Rebuild(Runnable::run, () -> {
            if (builds.incrementAndGet() == 1) {
                for (int change = 0; change < 1_000; change++) rebuild[0].changed();
            }
        });
        rebuild[0].changed();
        assertThat(builds).as("the thousand wait").hasValue(1);
        await().atMost(Duration.ofSeconds(5)).until(() -> builds.get() == 2);
        rebuild[0].changed();
        assertThat(builds).hasValue(3);
    }
}
