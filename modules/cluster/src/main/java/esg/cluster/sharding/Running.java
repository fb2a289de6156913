package esg.cluster.sharding;

import esg.domain.account.AccountId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.pekko.actor.typed.ActorRef;

/** Account actors on this node that have not ended yet, in the order they were made. Thread-safe. */
final class Running<M> {
    /** One of them, and the group whose shard made it. */
    record Entity<M>(ActorRef<M> ref, String group) {}

    private final ConcurrentMap<AccountId, List<Entity<M>>> entities = new ConcurrentHashMap<>();

    /** Notes a new one; answers those made before it. */
    List<Entity<M>> add(AccountId id, Entity<M> entity) {
        var before = new ArrayList<Entity<M>>();
        entities.compute(id, (_, present) -> {
            before.clear();
            if (present != null) before.addAll(present);
            var all = new ArrayList<>(before);
            all.add(entity);
            return List.copyOf(all);
        });
        return before;
    }

    void ended(AccountId id, ActorRef<?> ref) {
        entities.computeIfPresent(id, (_, present) -> {
            var left =
                    present.stream().filter(entity -> !entity.ref.equals(ref)).toList();
            return left.isEmpty() ? null : left;
        });
    }

    List<Entity<M>> of(AccountId id) {
        return entities.getOrDefault(id, List.of());
    }

    boolean in(AccountId id, String group) {
        return of(id).stream().anyMatch(entity -> entity.group.equals(group));
    }

    Set<String> groups() {
        var groups = new HashSet<String>();
        entities.values().forEach(all -> all.forEach(entity -> groups.add(entity.group)));
        return groups;
    }

    Set<AccountId> ids() {
        return Set.copyOf(entities.keySet());
    }
}
