package esg.esg.drill;

import static org.assertj.core.api.Assertions.assertThat;

import esg.esg.drill.Owners.Owner;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Account 1 was at node 1 and is at node 2 since 1000; account 2 stays at node 3. A packet is written account@time:node, the time being
 * that after which it was sent at the soonest. */
class DoubleServiceTest {
    private static final Owners BEFORE = new Owners(Map.of(1, new Owner(1, 0), 2, new Owner(3, 0)), 2);
    private static final Owners AFTER = new Owners(Map.of(1, new Owner(2, 1000), 2, new Owner(3, 0)), 2);

    @ParameterizedTest(name = "{0}: {1} ({2})")
    @CsvSource(delimiter = '|', textBlock = """
        ''                          | 0 | silence
        1@900:1 1@1200:2            | 0 | one after the other
        1@900:1 1@1010:2 1@1020:1   | 1 | the old one after the new one's first packet
        1@1010:2 1@1020:1 1@9000:1  | 2 | every one of them
        1@1000:1                    | 0 | perhaps sent before
        1@1001:1                    | 1 | the new one serves although it has sent nothing yet
        2@500:3 2@2000:3            | 0 | an account that stays
        2@2000:3 1@1200:2 1@1300:2  | 0 | accounts are told apart
        1@900:1 1@1200:2 1@1300:3   | 0 | a third node never had it
        """)
    void countsPacketsOfAnOwnerThatWasFollowed(String packets, int doubled, String why) {
        var seen = Arrays.stream(packets.split(" "))
                .filter(packet -> !packet.isEmpty())
                .map(packet -> {
                    var parts = packet.split("[@:]", -1);
                    int account = Integer.parseInt(parts[0]);
                    return new Sighting(9999, Long.parseLong(parts[1]), account, Integer.parseInt(parts[2]), false);
                })
                .toList();
        assertThat(DoubleService.count(BEFORE, AFTER, seen)).as(why).isEqualTo(doubled);
    }
}
