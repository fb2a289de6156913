package esg.cluster.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.cluster.TestNode;
import esg.cluster.fence.Death;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.cluster.Cluster;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three nodes in one JVM, of which the best one ends without a word: nothing but its proven death tells the others so. */
class DeathTest {
    private final FakeFeed feed = new FakeFeed();
    private final Journal journal = new Journal(feed, Duration.ZERO);
    private final int port = TestNode.freePort();
    private final TestNode first = node(1, port, 5);
    private final TestNode second = node(2, TestNode.freePort(), 0);
    private final TestNode third = node(3, TestNode.freePort(), 7);
    private final Members members = Members.start(first.system());

    @AfterEach
    void stop() {
        third.close();
        first.close();
        second.close();
        assertThat(journal.overlapped()).isEmpty();
    }

    @Test
    void accountsOfADeadNodeRunBeforeTheNodeIsRemoved() {
        feed.put("a");
        serve(first, 1);
        serve(second, 2);
        serve(third, 3);
        patiently()
                .until(() -> members.list().stream().allMatch(MemberInfo::reachable)
                        && members.list().size() == 3);
        patiently().untilAsserted(() -> assertThat(journal.of("a")).contains("2 start"));

        var dead = Cluster.get(second.system().classicSystem()).selfUniqueAddress();
        second.close();
        patiently().untilAsserted(() -> assertThat(journal.of("a")).contains("2 stop"));
        Cluster.get(first.system().classicSystem()).down(dead.address());
        first.system().eventStream().tell(new EventStream.Publish<>(new Death(dead.address(), dead.longUid())));

        patiently().untilAsserted(() -> assertThat(journal.of("a")).containsSubsequence("2 stop", "1 start", "1 look"));
        assertThat(members.list())
                .extracting(MemberInfo::state)
                .as("a removal takes the heartbeats' fifteen seconds here")
                .containsExactly("up", "down", "up");
    }

    private void serve(TestNode node, int roleid) {
        AccountSharding.start(
                node.system(),
                feed,
                id -> journal.account(id, roleid + " "),
                new Journal.Look(),
                new Journal.Release());
    }

    private TestNode node(int roleid, int ownPort, int priority) {
        var settings = TestNode.read(ConfigFactory.parseString("esg.roles.esg.priority = " + priority)
                .withFallback(TestNode.settings(roleid, ownPort, List.of("127.0.0.1:" + port))));
        return TestNode.start(
                settings, ConfigFactory.parseString("pekko.coordinated-shutdown.run-by-actor-system-terminate = off"));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(10));
    }
}
