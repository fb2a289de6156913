package esg.cluster.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GroupsTest {
    private final FakeFeed feed = new FakeFeed();
    private final Groups groups = new Groups(feed, 1);

    @Test
    void listsAccountsByGroupAndFollowsTheConfiguration() {
        feed.put("a", 1);
        feed.put("b", 1);
        feed.put("c", 2);
        assertThat(groups.all().get(groups.of(FakeFeed.id("a"))))
                .containsExactlyInAnyOrder(FakeFeed.id("a"), FakeFeed.id("b"));
        assertThat(groups.all()).hasSize(2);

        feed.put("b", 2);
        assertThat(groups.all().get(groups.of(FakeFeed.id("c"))))
                .containsExactlyInAnyOrder(FakeFeed.id("b"), FakeFeed.id("c"));
        feed.remove("a");
        assertThat(groups.all()).hasSize(1);
    }

    @Test
    void listsWhatAnotherNodeKnowsSooner() {
        feed.put("a", 1);
        var before = groups.of(FakeFeed.id("a"));
        assertThat(groups.all()).containsOnlyKeys(before);
        groups.announce(FakeFeed.id("a"), "2~0", 9);
        assertThat(groups.all()).containsEntry("2~0", List.of(FakeFeed.id("a"))).doesNotContainKey(before);
    }
}
