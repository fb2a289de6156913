package esg.cluster.fence;

import static org.assertj.core.api.Assertions.assertThat;

import esg.cluster.lifeline.Reply;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromisesTest {
    private long now = 5_000_000_000L;
    private final Promises promises = new Promises(Duration.ofMillis(250), Duration.ofMillis(50), () -> now);

    private void pass(long millis) {
        now += millis * 1_000_000;
    }

    private long leftMillis(long uid) {
        return promises.left(uid) / 1_000_000;
    }

    @Test
    void onlyMembersAreGranted() {
        assertThat(promises.pinged(1)).isEqualTo(Reply.PRESENT);
        promises.members(Set.of(1L));
        assertThat(promises.pinged(1)).isEqualTo(Reply.GRANTED);
        assertThat(promises.pinged(2)).isEqualTo(Reply.PRESENT);
    }

    @Test
    void promiseLastsForFenceAndMargin() {
        promises.members(Set.of(1L));
        promises.pinged(1);
        pass(100);
        assertThat(leftMillis(1)).isEqualTo(200);
        pass(200);
        assertThat(leftMillis(1)).isZero();
    }

    @Test
    void whoeverWasAskedAboutIsGrantedNothingMore() {
        promises.members(Set.of(1L));
        assertThat(leftMillis(1)).isZero();
        assertThat(promises.pinged(1)).isEqualTo(Reply.DOWNED);
        promises.members(Set.of(1L));
        assertThat(promises.pinged(1)).isEqualTo(Reply.DOWNED);
    }

    @Test
    void removedMemberMayStillBeAskedAbout() {
        promises.members(Set.of(1L));
        promises.pinged(1);
        promises.members(Set.of());
        assertThat(leftMillis(1)).isEqualTo(300);
    }

    @Test
    void promisesOfTheDeadAreWaitedFor() {
        promises.members(Set.of(1L, 2L));
        promises.died();
        pass(100);
        assertThat(leftMillis(1)).isEqualTo(200);
    }
}
