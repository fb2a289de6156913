package esg.cluster.fence;

import static org.assertj.core.api.Assertions.assertThat;

import esg.cluster.TestNode;
import org.apache.pekko.actor.testkit.typed.javadsl.SerializationTestKit;
import org.junit.jupiter.api.Test;

class WatchActorTest {
    @Test
    void whatNodesSayToEachOtherComesBackAsItWas() {
        try (var node = TestNode.alone()) {
            var wire = new SerializationTestKit(node.system());
            var asked = new WatchActor.Asked(-7, node.system().unsafeUpcast());
            assertThat(wire.verifySerialization(asked, true)).isEqualTo(asked);
            var left = new WatchActor.Left(-7, "pekko://esg@127.0.0.1:17355", 1L << 40);
            assertThat(wire.verifySerialization(left, true)).isEqualTo(left);
        }
    }
}
