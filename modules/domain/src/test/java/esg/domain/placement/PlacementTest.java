package esg.domain.placement;

import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.AccountId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** BND-01..05, BND-09..11: which instance serves an account. */
class PlacementTest {
    private static final Instance ONE = new Instance(1, "esg1@10.0.0.1", 0, true);
    private static final Instance TWO = new Instance(2, "esg2@10.0.0.2", 0, true);
    private static final Instance THREE = new Instance(3, "esg3@10.0.0.3", 0, true);
    private static final Instance SPARE = new Instance(9, "esg9@10.0.0.9", 5, true);
    private static final Instance DEBUG = new Instance(7, "esg7@10.0.0.7", 0, false);

    private static AccountId id(int i) {
        return new AccountId("test.example", "c" + i);
    }

    @Test
    void boundAccountIsServedByItsInstancesInTheOrderGiven() {
        assertThat(Placement.ranked(id(1), List.of(7, 4, 1), List.of(ONE, TWO, DEBUG)))
                .containsExactly(DEBUG, ONE);
        assertThat(Placement.ranked(id(1), List.of(4), List.of(ONE, TWO))).isEmpty();
    }

    @Test
    void unboundAccountsKeepOffBoundOnlyInstancesAndUseTheSpareLast() {
        for (int i = 0; i < 50; i++) {
            var ranked = Placement.ranked(id(i), List.of(), List.of(SPARE, DEBUG, ONE, TWO));
            assertThat(ranked).hasSize(3).doesNotContain(DEBUG).endsWith(SPARE);
        }
    }

    @Test
    void equalInstancesShareTheAccountsAndADeathMovesOnlyItsOwn() {
        var all = List.of(ONE, TWO, THREE);
        var left = List.of(THREE, ONE);
        int[] served = new int[4];
        for (int i = 0; i < 3000; i++) {
            var best = Placement.ranked(id(i), List.of(), all).getFirst();
            served[best.roleid()]++;
            if (!best.equals(TWO)) {
                assertThat(Placement.ranked(id(i), List.of(), left).getFirst()).isEqualTo(best);
            }
        }
        for (int roleid = 1; roleid <= 3; roleid++) assertThat(served[roleid]).isBetween(850, 1150);
    }

    @ParameterizedTest
    @CsvSource({"'5,6', 5", "'', 0"})
    void groupCarriesTheBindingAndRanksByIt(String idxs, int bound) {
        var serveridxs = bound == 0 ? List.<Integer>of() : List.of(5, 6);
        var groups = IntStream.range(0, 500)
                .mapToObj(i -> Placement.group(serveridxs, id(i), 8))
                .distinct()
                .toList();
        assertThat(groups).hasSize(8).allMatch(group -> group.matches(idxs + "~[0-7]"));
        var five = new Instance(5, "esg5@10.0.0.5", 0, false);
        assertThat(Placement.rankedGroup(groups.getFirst(), List.of(ONE, five)))
                .containsExactly(bound == 0 ? ONE : five);
    }
}
