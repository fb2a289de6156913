package esg.cluster.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import esg.cluster.TestNode;
import esg.cluster.kubernetes.FakeKubernetes;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accounts whose shards need a lease of Kubernetes besides. */
class LeaseTest {
    private final FakeFeed feed = new FakeFeed();
    private final Journal journal = new Journal(feed, Duration.ofMillis(100));
    private final List<TestNode> nodes = new ArrayList<>();
    private FakeKubernetes kubernetes;

    LeaseTest(@TempDir Path dir) throws Exception {
        kubernetes = FakeKubernetes.start(dir);
    }

    @BeforeEach
    void configure() {
        feed.put("a");
    }

    @AfterEach
    void stop() {
        nodes.forEach(TestNode::close);
        kubernetes.close();
        assertThat(journal.overlapped()).isEmpty();
    }

    @Test
    void ofTwoClustersThatDoNotKnowOfEachOtherOneServes() {
        var first = cluster(1);
        patiently().until(() -> journal.of("a").equals(List.of("1 start", "1 look")));
        cluster(2);
        await().during(Duration.ofSeconds(2)).until(() -> journal.of("a").size() == 2);

        first.close();
        patiently().untilAsserted(() -> assertThat(journal.of("a")).containsSubsequence("1 stop", "2 start", "2 look"));
    }

    @Test
    void leaseGoesWithTheAccountToABetterNode() {
        int port = TestNode.freePort();
        var seeds = List.of("127.0.0.1:" + port);
        serve(1, port, seeds, 5);
        patiently().until(() -> journal.of("a").equals(List.of("1 start", "1 look")));
        serve(2, TestNode.freePort(), seeds, 0);
        patiently().untilAsserted(() -> assertThat(journal.of("a")).containsSubsequence("1 stop", "2 start", "2 look"));
    }

    @Test
    void leaseThatADeadNodeLeftIsTakenWhenItHasRunOut() {
        kubernetes.leases().leftBehind(Instant.now().minusSeconds(10)); // two thirds of 15 s are over
        cluster(1);
        patiently().until(() -> journal.of("a").contains("1 look"));
        assertThat(kubernetes.leases().names()).allMatch(name -> name.matches("esg-shard-account---\\d+"));
    }

    @Test
    void nobodyServesWhileLeasesCannotBeRenewedAndAllDoAfterwards() {
        cluster(1);
        patiently().until(() -> journal.of("a").contains("1 look"));
        kubernetes.away(true);
        patiently().until(() -> journal.running().isEmpty());
        kubernetes.away(false);
        patiently().untilAsserted(() -> assertThat(journal.of("a")).containsSubsequence("1 stop", "1 start", "1 look"));
    }

    private TestNode cluster(int roleid) {
        return serve(roleid, 0, List.of(), 0);
    }

    private TestNode serve(int roleid, int port, List<String> seeds, int priority) {
        var own = ConfigFactory.parseString("""
            esg.roles.esg.priority = %d
            esg.cluster { lease = kubernetes, kubernetes { lease-timeout = 15 s, service-account = "%s" } }
            """.formatted(priority, kubernetes.serviceAccount()));
        var environment = kubernetes.environment();
        var node = TestNode.start(
                TestNode.read(own.withFallback(TestNode.settings(roleid, port, seeds))),
                ConfigFactory.parseString(
                        "pekko.coordination.lease.kubernetes { api-service-host = %s, api-service-port = %s }"
                                .formatted(
                                        environment.get("KUBERNETES_SERVICE_HOST"),
                                        environment.get("KUBERNETES_SERVICE_PORT"))));
        nodes.add(node);
        AccountSharding.start(
                node.system(),
                feed,
                id -> journal.account(id, roleid + " "),
                new Journal.Look(),
                new Journal.Release());
        return node;
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(20));
    }
}
