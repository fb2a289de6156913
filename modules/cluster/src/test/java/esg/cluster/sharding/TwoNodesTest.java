package esg.cluster.sharding;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import esg.cluster.MemberInfo;
import esg.cluster.Members;
import esg.cluster.TestNode;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two nodes in one JVM. The second one is better by priority, the first one forms the cluster. */
class TwoNodesTest {
    private static final Duration HAND_OVER = Duration.ofMillis(300);

    private final FakeFeed feed = new FakeFeed();
    private final FakeFeed lateFeed = new FakeFeed();
    private final Journal journal = new Journal(feed, HAND_OVER);
    private final int port = TestNode.freePort();
    private TestNode first = node(1, port, 5);
    private Members members = Members.start(first.system());
    private TestNode second = first;
    private @Nullable AccountSharding<Journal.Command> sharding;

    @BeforeEach
    void start() {
        put("a");
        put("b", 1);
        put("c", 2);
        sharding = serve(first, lateFeed, 1);
        patiently().untilAsserted(() -> {
            assertThat(journal.of("a")).containsExactly("1 start", "1 look");
            assertThat(journal.of("b")).containsExactly("1 start", "1 look");
        });
        second = node(2, TestNode.freePort(), 0);
        sharding = serve(second, feed, 2);
        patiently().untilAsserted(() -> {
            assertThat(journal.of("a")).containsSubsequence("1 release", "1 stop", "2 start", "2 look");
            assertThat(journal.of("c")).startsWith("2 start", "2 look");
        });
    }

    @AfterEach
    void stop() {
        second.close();
        first.close();
        assertThat(journal.overlapped()).isEmpty();
    }

    @Test
    void accountsAreWherePlacementSays() {
        assertThat(journal.of("b")).containsExactly("1 start", "1 look");
        assertThat(members.list())
                .extracting(MemberInfo::node, MemberInfo::state, MemberInfo::reachable)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("esg1@127.0.0.1", "up", true),
                        org.assertj.core.groups.Tuple.tuple("esg2@127.0.0.1", "up", true));
    }

    @Test
    void accountsOfANodeThatLeavesRunOnTheOther() {
        second.close();
        patiently().untilAsserted(() -> {
            assertThat(journal.of("a")).containsSubsequence("2 stop", "1 start", "1 look");
            assertThat(journal.of("c")).endsWith("2 release", "2 stop");
            assertThat(members.list()).extracting(MemberInfo::reachable).containsExactly(true, false);
        });
    }

    @Test
    void nodeThatDrainsStaysUpAndKeepsOnlyWhatNobodyElseMayServe() {
        var draining = requireNonNull(sharding);
        draining.drain();
        patiently().untilAsserted(() -> assertThat(journal.of("a")).endsWith("1 start", "1 look"));
        assertThat(journal.of("a")).containsSubsequence("2 release", "2 stop", "1 start");
        assertThat(journal.of("c")).startsWith("2 start").doesNotContain("2 stop");
        assertThat(draining.servable(List.of(FakeFeed.id("a"), FakeFeed.id("b"), FakeFeed.id("c"))))
                .containsExactlyInAnyOrder(FakeFeed.id("a"), FakeFeed.id("b"));
        assertThat(members.list()).extracting(MemberInfo::state).containsExactly("up", "up");

        put("new");
        patiently().untilAsserted(() -> assertThat(journal.of("new")).startsWith("1 start"));
        draining.tellHere(FakeFeed.id("c"), new Journal.Say("farewell"));
        draining.tellHere(FakeFeed.id("a"), new Journal.Say("farewell"));
        patiently().untilAsserted(() -> assertThat(journal.of("c")).contains("2 farewell"));
        assertThat(journal.of("a")).doesNotContain("2 farewell", "1 farewell");
    }

    @Test
    void accountBoundToTheOtherNodeStartsThereAfterItEndedHere() {
        put("b", 2);
        patiently().untilAsserted(() -> assertThat(journal.of("b")).contains("1 stop", "2 look"));
        assertThat(journal.of("b")).containsSubsequence("1 release", "1 stop", "2 start");
    }

    @Test
    void nodeThatLearnsLateGivesItUpWhenAsked() {
        feed.put("b", 2);
        patiently().untilAsserted(() -> assertThat(journal.of("b")).contains("1 stop", "2 look"));
        assertThat(journal.of("b")).containsSubsequence("1 release", "1 stop", "2 start");
        lateFeed.put("b", 2);
    }

    private void put(String code, Integer... serveridxs) {
        feed.put(code, serveridxs);
        lateFeed.put(code, serveridxs);
    }

    private TestNode node(int roleid, int ownPort, int priority) {
        return TestNode.start(TestNode.read(ConfigFactory.parseString("esg.roles.esg.priority = " + priority)
                .withFallback(TestNode.settings(roleid, ownPort, List.of("127.0.0.1:" + port)))));
    }

    private AccountSharding<Journal.Command> serve(TestNode node, FakeFeed itsFeed, int roleid) {
        return AccountSharding.start(
                node.system(),
                itsFeed,
                id -> journal.account(id, roleid + " "),
                new Journal.Look(),
                new Journal.Release());
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(20));
    }
}
