package esg.cluster.downing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class IndirectHoldTest {
    private final IndirectHold hold = new IndirectHold(Duration.ofSeconds(2));

    private boolean holds(boolean indirect, long millis) {
        return hold.holds(indirect, millis * 1_000_000);
    }

    @Test
    void clearDecisionsAreNotHeld() {
        assertThat(holds(false, 0)).isFalse();
    }

    @Test
    void lastingOneIsActedUponInTheEnd() {
        for (int at = 0; at < 2_000; at += 100) assertThat(holds(true, at)).isTrue();
        assertThat(holds(true, 2_000)).isFalse();
    }

    @Test
    void oneThatHealsStartsAnew() {
        for (int at = 0; at < 1_900; at += 100) holds(true, at);
        assertThat(holds(true, 2_500)).isTrue();
        holds(false, 2_550);
        assertThat(holds(true, 4_450)).isTrue();
    }
}
