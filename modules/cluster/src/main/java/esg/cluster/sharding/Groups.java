package esg.cluster.sharding;

import esg.domain.account.AccountId;
import esg.domain.config.Config;
import esg.domain.config.ConfigFeed;
import esg.domain.placement.Placement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The placement group of each account now, which is its shard, and which accounts have changed theirs. Thread-safe. */
final class Groups {
    private record Known(List<Integer> serveridxs, String group) {}

    private record Announced(String group, long revision) {}

    private record Listed(Config config, Map<String, List<AccountId>> groups) {}

    private final ConcurrentMap<AccountId, Known> known = new ConcurrentHashMap<>();
    private final ConcurrentMap<AccountId, Announced> announced = new ConcurrentHashMap<>();
    private final ConcurrentMap<AccountId, String> moved = new ConcurrentHashMap<>();
    private final ConfigFeed feed;
    private final int buckets;
    private volatile @Nullable Listed listed;

    Groups(ConfigFeed feed, int buckets) {
        this.feed = feed;
        this.buckets = buckets;
    }

    /** A removed account keeps its last group, so that what is still on the way reaches its actor. */
    String of(AccountId id) {
        var config = feed.current();
        var ahead = announced.get(id);
        if (ahead != null) {
            if (config.revision() < ahead.revision) return ahead.group;
            announced.remove(id, ahead);
        }
        var account = config.accounts().get(id);
        var last = known.get(id);
        if (account == null) return last == null ? Placement.group(List.of(), id, buckets) : last.group;
        if (last != null && last.serveridxs.equals(account.serveridxs())) return last.group;
        var group = Placement.group(account.serveridxs(), id, buckets);
        if (last != null) moved.put(id, group); // first, so that whoever sees the group sees that it is new
        known.put(id, new Known(account.serveridxs(), group));
        return group;
    }

    /** All configured accounts by their group. Ten thousand are sorted once for each configuration, not at each loss of a member. */
    @SuppressWarnings("ReferenceEquality") // a database that was put back has its old revisions again, of other content
    Map<String, List<AccountId>> all() {
        var config = feed.current();
        var last = listed;
        if (last != null && last.config == config && announced.isEmpty()) return last.groups;
        boolean lasts = announced.isEmpty();
        Map<String, List<AccountId>> groups = new HashMap<>();
        for (var id : config.accounts().keySet())
            groups.computeIfAbsent(of(id), _ -> new ArrayList<>()).add(id);
        listed = lasts ? new Listed(config, groups) : null;
        return groups;
    }

    /** Another node knows a newer configuration: goes by it until ours has that revision. */
    void announce(AccountId id, String group, long revision) {
        if (feed.current().revision() < revision) announced.put(id, new Announced(group, revision));
    }

    /** The account came to this group from another one, and may still run there, on any node. */
    boolean movedTo(String group, AccountId id) {
        return group.equals(moved.get(id));
    }

    /** It runs nowhere outside this group any more. */
    void settled(AccountId id, String group) {
        moved.remove(id, group);
    }

    boolean configured(AccountId id) {
        return feed.current().accounts().containsKey(id);
    }

    long revision() {
        return feed.current().revision();
    }

    /** After a removed account's actor has ended. */
    void forget(AccountId id) {
        if (configured(id)) return;
        known.remove(id);
        moved.remove(id);
        announced.remove(id);
    }
}
