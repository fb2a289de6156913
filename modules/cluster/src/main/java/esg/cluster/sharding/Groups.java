package esg.cluster.sharding;

import esg.domain.account.AccountId;
import esg.domain.config.ConfigFeed;
import esg.domain.placement.Placement;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The placement group of each account now, which is its shard. Thread-safe. */
final class Groups {
    private record Known(List<Integer> serveridxs, String group) {}

    private final ConcurrentMap<AccountId, Known> known = new ConcurrentHashMap<>();
    private final ConfigFeed feed;
    private final int buckets;

    Groups(ConfigFeed feed, int buckets) {
        this.feed = feed;
        this.buckets = buckets;
    }

    /** A removed account keeps its last group, so that what is still on the way reaches its actor. */
    String of(AccountId id) {
        var account = feed.current().accounts().get(id);
        var last = known.get(id);
        if (account == null) return last == null ? Placement.group(List.of(), id, buckets) : last.group;
        if (last != null && last.serveridxs.equals(account.serveridxs())) return last.group;
        var group = Placement.group(account.serveridxs(), id, buckets);
        known.put(id, new Known(account.serveridxs(), group));
        return group;
    }

    boolean configured(AccountId id) {
        return feed.current().accounts().containsKey(id);
    }

    /** After a removed account's actor has ended. */
    void forget(AccountId id) {
        if (!configured(id)) known.remove(id);
    }
}
