package esg.cluster.sharding;

import esg.domain.account.AccountId;
import java.util.ArrayList;
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
    private final ConcurrentMap<String, Integer> groups = new ConcurrentHashMap<>();

    /** Notes a new one; answers those made before it. */
    List<Entity<M>> add(AccountId id, Entity<M> entity) {
        var before = new ArrayList<Entity<M>>();
        groups.merge(entity.group, 1, Integer::sum);
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
            var left = new ArrayList<>(present);
            left.removeIf(entity -> {
                boolean ended = entity.ref.equals(ref);
                if (ended) groups.merge(entity.group, -1, (count, less) -> count + less == 0 ? null : count + less);
                return ended;
            });
            return left.isEmpty() ? null : List.copyOf(left);
        });
    }

    List<Entity<M>> of(AccountId id) {
        return entities.getOrDefault(id, List.of());
    }

    boolean in(AccountId id, String group) {
        return of(id).stream().anyMatch(entity -> entity.group.equals(group));
    }

    /** Whether any account of the group runs here. */
    boolean has(String group) {
        return groups.containsKey(group);
    }

    Set<AccountId> ids() {
        return Set.copyOf(entities.keySet());
    }
}
