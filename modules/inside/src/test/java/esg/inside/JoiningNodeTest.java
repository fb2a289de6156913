package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.transport.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node joins one that was alone and has calls, and leaves again. */
class JoiningNodeTest extends CallFixture {
    private static final Duration SOON = Duration.ofSeconds(30);
    private final LiveFeed feed = new LiveFeed();
    private int seed;
    private GatewayNode first;

    @BeforeEach
    @Override
    void open() throws Exception {
        provider = new Peer("127.0.0.3");
        platform = new Peer("127.0.0.2");
        seed = GatewayNode.freePort();
        feed.account(
                Map.of("code", "p1", "domain", "127.0.0.3", "proxyport", provider.port(), "serveridxs", List.of(1, 2)));
        feed.route(Map.of("origin", "provider", "action", "uri", "target", "sip:" + platform.at()));
        first = new GatewayNode(1, seed, feed, false);
        outside = first.address(Side.OUTSIDE);
        inside = first.address(Side.INSIDE);
        await().atMost(SOON).until(() -> first.served.find(ClusterFixture.P1) != null);
    }

    @AfterEach
    @Override
    void close() {
        provider.close();
        platform.close();
        first.close();
    }

    @Test
    void callsThatStoodBeforeAreKeptByWhoeverJoins() throws Exception {
        var talk = talk();
        assertThat(first.standBy.wants(ClusterFixture.P1)).isFalse();
        assertThat(first.spokenFor).isEmpty();
        assertThat(first.keptElsewhere).isEmpty();
        var id = first.book.calls().getFirst().id();
        try (var second = new GatewayNode(2, seed, feed, false)) {
            await().atMost(SOON).until(() -> first.standBy.has(id, ClusterFixture.P1));
            assertThat(second.standBy.has(id, ClusterFixture.P1))
                    .as("it is not its own")
                    .isFalse();
            assertThat(first.keptElsewhere).containsExactly(id);
        }
        await().atMost(SOON).until(() -> !first.standBy.wants(ClusterFixture.P1));
        try (var third = new GatewayNode(2, seed, feed, false)) {
            await("who comes back knows nothing of before").atMost(SOON).until(() -> first.keptElsewhere.size() == 2);
            assertThat(third.spokenFor).isEmpty();
            hangUp(talk, 2);
            await().until(() -> first.book.liveCount() == 0);
            assertThat(first.standBy.has(id, ClusterFixture.P1)).isFalse();
        }
    }
}
