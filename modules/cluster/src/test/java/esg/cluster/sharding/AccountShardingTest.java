package esg.cluster.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.cluster.TestNode;
import esg.cluster.fence.Suspect;
import esg.domain.account.Account;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster of one with real sharding. */
class AccountShardingTest {
    private static final Duration HAND_OVER = Duration.ofMillis(300);

    private final FakeFeed feed = new FakeFeed();
    private final Journal journal = new Journal(feed, HAND_OVER);
    private TestNode node = TestNode.alone();
    private AccountSharding<Journal.Command> accounts;

    @BeforeEach
    void start() {
        feed.put("a");
        accounts =
                AccountSharding.start(node.system(), feed, journal::account, new Journal.Look(), new Journal.Release());
        awaitJournal("a", "start", "look");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void accountRunsThoughNobodySpeaksToIt() {
        assertThat(journal.running()).containsExactly(FakeFeed.id("a"));
    }

    @Test
    void accountThatIsAddedStarts() {
        feed.put("b");
        awaitJournal("b", "start", "look");
    }

    @Test
    void accountWaitsWhileANodeThatWasGivenUpMayStillServe() {
        var suspect = Suspect.on(node.system());
        feed.put("b");
        feed.put("a");
        awaitJournal("a", "start", "look", "look"); // who runs here is not concerned
        await().during(Duration.ofMillis(300)).until(() -> journal.of("b").isEmpty());
        suspect.promisesHaveRunOut();
        awaitJournal("b", "start", "look");
    }

    @Test
    void accountThatIsReleasedWhileItWaitsNeverStarts() {
        var suspect = Suspect.on(node.system());
        feed.put("b");
        feed.put("b", 7);
        suspect.promisesHaveRunOut();
        feed.put("c");
        awaitJournal("c", "start", "look");
        assertThat(journal.of("b")).isEmpty();
    }

    @Test
    void accountIsToldOnceOfEachChange() {
        feed.put("a");
        feed.put("a");
        awaitJournal("a", "start", "look", "look", "look");
    }

    @Test
    void accountThatIsRemovedIsToldAndStaysEnded() {
        feed.remove("a");
        awaitJournal("a", "start", "look", "unregister", "stop");
        assertThat(accounts.tell(FakeFeed.id("b"), new Journal.Say("hello"))).isTrue();
        awaitJournal("b", "start", "hello");
        assertThat(journal.running()).doesNotContain(FakeFeed.id("a"));
    }

    @Test
    void accountThatIsRemovedAndAddedAgainRuns() {
        feed.remove("a");
        feed.put("a");
        await().untilAsserted(() -> {
            assertThat(journal.running()).contains(FakeFeed.id("a"));
            assertThat(journal.of("a")).endsWith("look");
        });
        assertThat(journal.overlapped()).isEmpty();
    }

    @Test
    void messagesReachTheAccount() {
        accounts.tell(FakeFeed.id("a"), new Journal.Say("hello"));
        awaitJournal("a", "start", "look", "hello");
    }

    @Test
    void accountThatNoInstanceMayServeIsNotSpokenTo() {
        feed.put("b", 7);
        assertThat(accounts.tell(FakeFeed.id("b"), new Journal.Say("hello"))).isFalse();
        assertThat(journal.of("b")).isEmpty();
    }

    @Test
    void changeOfServeridxsStartsTheNewActorOnlyAfterTheOldOneEnded() {
        feed.put("a", 1);
        accounts.tell(FakeFeed.id("a"), new Journal.Say("hello"));
        await().untilAsserted(() -> assertThat(journal.of("a")).contains("hello"));
        assertThat(journal.of("a").stream().filter(line -> !line.equals("look")).distinct())
                .containsExactly("start", "release", "stop", "hello");
        assertThat(journal.of("a").lastIndexOf("start"))
                .isGreaterThan(journal.of("a").indexOf("stop"));
        assertThat(journal.overlapped()).isEmpty();
    }

    @Test
    void actorsNeverOverlapWhenServeridxsChangesBackAndForth() {
        feed.put("a", 1);
        feed.put("a", 1, 2);
        feed.put("a");
        feed.put("a", 2, 1);
        await().untilAsserted(() -> {
            assertThat(journal.of("a")).contains("stop").endsWith("look");
            assertThat(journal.running()).contains(FakeFeed.id("a"));
        });
        assertThat(journal.overlapped()).isEmpty();
    }

    @Test
    void accountBoundToAnotherInstanceIsReleasedHere() {
        feed.put("a", 7);
        await().untilAsserted(() -> assertThat(journal.of("a")).endsWith("release", "stop"));
        feed.put("a", 1);
        await().untilAsserted(() -> assertThat(journal.of("a")).endsWith("start", "look"));
    }

    @Test
    void accountThatEndedByItselfIsStartedAgain() {
        accounts.tell(FakeFeed.id("a"), new Journal.Release());
        awaitJournal("a", "start", "look", "release", "stop", "start", "look");
    }

    @Test
    void thousandAccountsAllStart() {
        var many = IntStream.range(0, 1_000)
                .mapToObj(i -> FakeFeed.account("m" + i))
                .toArray(Account[]::new);
        feed.put(many);
        await().atMost(Duration.ofSeconds(20)).until(() -> journal.running().size() == 1_001);
        assertThat(journal.of("m999")).containsExactly("start", "look");
    }

    @Test
    void nodeThatLeavesReleasesItsAccounts() {
        node.close();
        assertThat(journal.of("a")).containsExactly("start", "look", "release", "stop");
        assertThat(feed.listeners()).isZero();
    }

    private void awaitJournal(String code, String... lines) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(journal.of(code)).isEqualTo(List.of(lines)));
    }
}
