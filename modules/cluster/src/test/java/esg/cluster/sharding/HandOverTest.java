package esg.cluster.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import esg.cluster.TestNode;
import org.apache.pekko.actor.testkit.typed.javadsl.SerializationTestKit;
import org.junit.jupiter.api.Test;

class HandOverTest {
    @Test
    void whatNodesSayToEachOtherComesBackAsItWas() {
        try (var node = TestNode.alone()) {
            var wire = new SerializationTestKit(node.system());
            var vacate = new HandOver.Vacate(
                    FakeFeed.id("a"), "1,2~5", 7, node.system().unsafeUpcast());
            assertThat(wire.verifySerialization(vacate, true)).isEqualTo(vacate);
            var vacated = new HandOver.Vacated(FakeFeed.id("a"), "~5", "pekko://esg@127.0.0.1:17355");
            assertThat(wire.verifySerialization(vacated, true)).isEqualTo(vacated);
            wire.verifySerialization(new Sweep.Departing("pekko://esg@127.0.0.1:17355", Long.MIN_VALUE), true);
        }
    }
}
