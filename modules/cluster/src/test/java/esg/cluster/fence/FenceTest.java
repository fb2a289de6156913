package esg.cluster.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** On virtual time; we are node 2 unless said otherwise, addresses are in the order of the numbers. */
class FenceTest {
    private long now = -1_000_000_000L; // the clock's zero means nothing
    private final Fence fence = Fence.of(Duration.ofMillis(250), () -> now);

    private static Roll roll(String... voters) {
        var all = new ArrayList<Voter>();
        for (var voter : voters) {
            int uid = Character.digit(voter.charAt(0), 10);
            var standing = switch (voter.substring(1)) {
                case "j" -> Voter.Standing.JOINING;
                case "l" -> Voter.Standing.LEAVING;
                default -> Voter.Standing.UP;
            };
            all.add(new Voter(uid, "127.0.0.1", 1000 + uid, standing));
        }
        return Roll.of(all);
    }

    private void members(String... voters) {
        fence.members(roll(voters), Set.of());
    }

    private void pass(long millis) {
        now += millis * 1_000_000;
    }

    /** Sent and granted now. */
    private void grantedBy(long... uids) {
        for (long uid : uids) fence.granted(uid, now);
    }

    private void self(long uid, String... voters) {
        fence.self(uid);
        members(voters);
    }

    @Test
    void nodeThatHasNotJoinedSendsNothing() {
        assertThat(fence.isOpen()).isFalse();
        self(2, "2j");
        assertThat(fence.isOpen()).isFalse();
    }

    @Test
    void clusterOfOneIsAlwaysOpen() {
        self(2, "2");
        pass(3_600_000);
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void clusterOfOneGoesOnWhileAnotherJoins() {
        self(2, "2");
        members("2", "1j");
        assertThat(fence.isOpen()).isTrue(); // only we can let it in
        members("2", "1");
        assertThat(fence.isOpen()).isFalse();
        grantedBy(1);
        assertThat(fence.isOpen()).isTrue();
    }

    @Test
    void clusterOfOneEndsInOrder() {
        self(2, "2");
        fence.end();
        fence.close();
        assertThat(fence.isOpen()).isTrue();
    }

    @Nested
    class OfThree {
        OfThree() {
            self(2, "1", "2", "3");
        }

        @Test
        void majorityOpensForTheFenceTimeFromWhenThePingWasSent() {
            assertThat(fence.isOpen()).isFalse();
            long sent = now;
            pass(100); // on its way
            fence.granted(3, sent);
            pass(149);
            assertThat(fence.isOpen()).isTrue();
            pass(1);
            assertThat(fence.isOpen()).isFalse();
        }

        @Test
        void answersThatWaitedWhileTheNodeWasStoppedOpenNothing() {
            grantedBy(1, 3);
            long sent = now;
            pass(10_000);
            fence.granted(1, sent);
            fence.tick();
            assertThat(fence.isOpen()).isFalse();
        }

        @Test
        void oldGrantDoesNotReplaceANewerOne() {
            long sent = now;
            pass(200);
            grantedBy(1);
            fence.granted(1, sent);
            pass(100);
            assertThat(fence.isOpen()).isTrue();
        }

        @Test
        void quorumDoesNotShrinkWhileClosed() {
            grantedBy(1, 3);
            pass(10_000);
            members("2", "3");
            members("2");
            assertThat(fence.isOpen()).isFalse();
            assertThat(fence.isStranded()).isTrue();
        }

        @Test
        void quorumShrinksOnceItIsOpenAgain() {
            pass(10_000);
            members("2", "3");
            assertThat(fence.isOpen()).isFalse();
            assertThat(fence.isStranded()).isFalse();
            grantedBy(3);
            assertThat(fence.isOpen()).isTrue();
            pass(100);
            members("2");
            pass(1_000);
            assertThat(fence.isOpen()).isTrue();
        }

        @Test
        void deathsProvenWhileOpenLeaveTheLastOneServing() {
            grantedBy(1, 3);
            assertThat(fence.dead(1)).isTrue();
            assertThat(fence.isOpen()).isTrue();
            assertThat(fence.dead(3)).isTrue();
            pass(10_000);
            assertThat(fence.isOpen()).isTrue();
        }

        @Test
        void deathsProvenAfterASleepProveNothing() {
            grantedBy(1, 3);
            pass(10_000); // meanwhile the others gave us up, and were all restarted
            assertThat(fence.dead(1)).isFalse();
            assertThat(fence.dead(3)).isFalse();
            fence.tick();
            assertThat(fence.isOpen()).isFalse();
        }

        @Test
        void whoLeftInOrderCountsNoMore() {
            pass(10_000);
            fence.members(roll("2", "3"), Set.of(1L));
            assertThat(fence.isOpen()).isTrue(); // 2 of 2 and 3, lower
        }

        @Test
        void nodeThatIsGivenUpStaysShut() {
            grantedBy(1, 3);
            fence.latch("test");
            assertThat(fence.isOpen()).isFalse();
            grantedBy(1, 3);
            members("2");
            fence.tick();
            assertThat(fence.isOpen()).isFalse();
        }

        /** An actor system that ends publishes the removal of all members in turn. */
        @Test
        void ownEndIsNoMembershipOfOne() {
            grantedBy(1, 3);
            fence.end();
            members("2", "3");
            members("2");
            pass(250);
            assertThat(fence.isOpen()).isFalse();
        }

        @Test
        void nodeWhosePortClosesSendsNothingMore() {
            grantedBy(1, 3);
            fence.end();
            fence.close();
            assertThat(fence.isOpen()).isFalse();
        }
    }

    @Nested
    class OfTwo {
        @Test
        void lowerAddressNeedsNobody() {
            self(1, "1", "2");
            assertThat(fence.isOpen()).isTrue();
            pass(1_000);
            fence.tick();
            assertThat(fence.isOpen()).isTrue();
        }

        @Test
        void higherAddressNeedsTheOther() {
            self(2, "1", "2");
            assertThat(fence.isOpen()).isFalse();
            grantedBy(1);
            assertThat(fence.isOpen()).isTrue();
        }

        @Test
        void higherAddressGoesOnAfterTheOthersDeath() {
            self(2, "1", "2");
            grantedBy(1);
            pass(100);
            assertThat(fence.dead(1)).isTrue();
            pass(1_000);
            assertThat(fence.isOpen()).isTrue();
        }

        @Test
        void joiningNodeVotesAgainstUnlessItGrants() {
            self(2, "1", "2", "3j");
            grantedBy(1);
            assertThat(fence.isOpen()).isTrue();
            members("1", "2", "3j", "4j");
            assertThat(fence.isOpen()).isTrue(); // two and two, the lowest among ours
            members("1", "2", "3j", "4j", "5j");
            assertThat(fence.isOpen()).isFalse();
            grantedBy(5);
            assertThat(fence.isOpen()).isTrue();
        }
    }
}
