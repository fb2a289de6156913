package esg.cluster.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.cluster.TestNode;
import esg.cluster.lifeline.LifelineSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.cluster.Cluster;
import org.junit.jupiter.api.Test;

class FailureWatchTest {
    private final int seed = TestNode.freePort();

    private record Watched(TestNode node, Fence fence) {
        long members() {
            var members = Cluster.get(node.system().classicSystem()).state().getMembers();
            int[] count = {0};
            members.forEach(_ -> count[0]++);
            return count[0];
        }

        boolean ended() {
            return node.system().getWhenTerminated().toCompletableFuture().isDone();
        }
    }

    private Watched start(int roleid, int port) throws IOException {
        var node = TestNode.start(TestNode.read(TestNode.settings(roleid, port, List.of("127.0.0.1:" + seed))));
        var settings = LifelineSettings.from(node.system().settings().config());
        var fence = Fence.of(settings.fence());
        FailureWatch.start(node.system(), fence);
        return new Watched(node, fence);
    }

    @Test
    void nodeThatLeavesInOrderLeavesTheOthersServing() throws IOException {
        var leaver = start(1, seed);
        var stays = start(2, TestNode.freePort());
        try (var node = stays.node()) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> leaver.fence().isOpen() && stays.fence().isOpen() && stays.members() == 2);
            leaver.node().close();
            await().atMost(Duration.ofSeconds(10)).until(() -> stays.members() == 1);
            await("alone, it asks nobody")
                    .during(Duration.ofSeconds(1))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> stays.fence().isOpen() && !stays.ended());
            assertThat(leaver.fence().isOpen()).isFalse();
            assertThat(node.system().getWhenTerminated()).isNotCompleted();
        }
    }
}
