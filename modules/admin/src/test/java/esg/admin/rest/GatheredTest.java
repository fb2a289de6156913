package esg.admin.rest;

import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.ProviderTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GatheredTest {
    private static final ProviderTable TABLE = ProviderTable.of(Map.of(), List.of());

    private final List<CompletableFuture<ProviderTable>> asked = new ArrayList<>();
    private long now;
    private final Gathered gathered = new Gathered(this::ask, () -> Instant.ofEpochMilli(now));

    private CompletableFuture<ProviderTable> ask() {
        var answer = new CompletableFuture<ProviderTable>();
        asked.add(answer);
        return answer;
    }

    private int askedAt(long time) {
        now = time;
        gathered.get();
        return asked.size();
    }

    @Test
    void nodesAreAskedOnceASecondHoweverManyLook() {
        assertThat(askedAt(0)).isEqualTo(1);
        assertThat(askedAt(5_000)).as("still under way").isEqualTo(1);
        asked.getFirst().complete(TABLE);
        assertThat(askedAt(5_001)).as("answered, and old").isEqualTo(2);
        asked.getLast().complete(TABLE);
        assertThat(askedAt(6_000)).isEqualTo(2);
        assertThat(askedAt(6_001)).isEqualTo(3);
    }

    @Test
    void whatFailedHungOrHasChangedIsAskedAnew() {
        askedAt(0);
        asked.getLast().completeExceptionally(new IllegalStateException());
        assertThat(askedAt(1)).isEqualTo(2);
        assertThat(askedAt(10_001)).as("nobody waits for ever").isEqualTo(3);
        asked.getLast().complete(TABLE);
        gathered.forget();
        assertThat(askedAt(10_002)).isEqualTo(4);
        asked.getLast().complete(TABLE);
        assertThat(askedAt(0)).as("the clock was put back").isEqualTo(5);
    }
}
