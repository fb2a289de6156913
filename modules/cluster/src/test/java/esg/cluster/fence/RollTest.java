package esg.cluster.fence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollTest {
    /** Whatever happens, two nodes that cannot hear each other never both have a quorum. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void noTwoQuorumsWithoutAMemberInCommon(int size) {
        for (var standings : standings(size)) {
            var roll = Roll.of(LongStream.range(0, size)
                    .mapToObj(uid -> new Voter(uid, "h", (int) uid, standings.get((int) uid)))
                    .toList());
            if (standings.stream().noneMatch(Voter.Standing.UP::equals)) continue; // nobody serves
            for (int bits = 0; bits < 1 << size; bits++) {
                var one = members(bits, size);
                var other = members(~bits, size);
                assertThat(roll.quorum(one) && roll.quorum(other))
                        .as("%s: %s and %s", roll, one, other)
                        .isFalse();
            }
        }
    }

    private static Set<Long> members(int bits, int size) {
        return LongStream.range(0, size)
                .filter(uid -> (bits >> uid & 1) == 1)
                .boxed()
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static List<List<Voter.Standing>> standings(int size) {
        if (size == 0) return List.of(List.of());
        return standings(size - 1).stream()
                .flatMap(
                        rest -> java.util.Arrays.stream(Voter.Standing.values()).map(standing -> {
                            var all = new java.util.ArrayList<>(rest);
                            all.add(standing);
                            return List.copyOf(all);
                        }))
                .toList();
    }
}
