package esg.cluster.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import esg.cluster.TestNode;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.cluster.typed.Cluster;
import org.junit.jupiter.api.Test;

class SameSettingsTest {
    @Test
    void nodeThatSortsAccountsIntoOtherGroupsIsRefused() {
        int port = TestNode.freePort();
        var seeds = List.of("127.0.0.1:" + port);
        try (var first = TestNode.start(TestNode.read(TestNode.settings(1, port, seeds)));
                var second = TestNode.start(TestNode.read(ConfigFactory.parseString("esg.cluster.buckets = 17")
                        .withFallback(TestNode.settings(2, TestNode.freePort(), seeds))))) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> second.system()
                            .getWhenTerminated()
                            .toCompletableFuture()
                            .isDone());
            assertThat(Cluster.get(first.system()).state().getMembers()).hasSize(1);
        }
    }
}
