package esg.cluster.sharding;

import esg.cluster.placement.Membership;
import esg.domain.account.AccountId;
import esg.domain.placement.Instance;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Starts what belongs on this node and does not run here, by speaking to it. For some seconds after a node was lost, of a group that is
 * not here yet one account only, again and again: until all have noticed that the node is gone, what is sent to its groups is lost with
 * it. The rest of a group is woken when that one has started, each once: a thousand more messages would only be in the way.
 */
final class Waking<M> {
    private final Sweep.Setting<M> setting;
    private final Predicate<AccountId> resting;
    /** Groups of ours that run nowhere we know of, each with the account that was woken to bring the group here. */
    private final Map<String, AccountId> probed = new HashMap<>();

    /** @param resting whether an account ended by itself, and its pause is not over */
    Waking(Sweep.Setting<M> setting, Predicate<AccountId> resting) {
        this.setting = setting;
        this.resting = resting;
    }

    /** @param probing a node was lost a moment ago */
    void missing(Collection<Instance> live, Predicate<String> groups, boolean probing) {
        setting.groups().all().forEach((group, ids) -> {
            if (!groups.test(group) || !belongsHere(group, live)) return;
            boolean here = setting.running().has(group);
            for (var id : ids) {
                if (setting.running().in(id, group) || resting.test(id)) continue;
                if (!probing || here || probed.putIfAbsent(group, id) == null)
                    setting.wake().accept(id);
            }
        });
    }

    void ifMissing(AccountId id, Collection<Instance> live) {
        var group = setting.groups().of(id);
        if (belongsHere(group, live) && !setting.running().in(id, group))
            setting.wake().accept(id);
    }

    /** An account of the group has started here; true when it had been lost. */
    boolean found(String group) {
        return probed.remove(group) != null;
    }

    boolean isProbing() {
        return !probed.isEmpty();
    }

    /** The same accounts once more. */
    void again() {
        probed.values().forEach(setting.wake());
    }

    /** Members have changed: other groups may be ours. */
    void afresh() {
        probed.clear();
    }

    private boolean belongsHere(String group, Collection<Instance> live) {
        return Membership.best(group, live).filter(setting.self()::equals).isPresent();
    }
}
