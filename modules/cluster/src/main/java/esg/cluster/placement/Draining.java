package esg.cluster.placement;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * Which members drain, as this node knows: they serve what they have until others do, and get nothing new. Thread-safe.
 *
 * <p>Pekko's own state leaving would not do: the leader makes it exiting at once, and a node that exits ends, while calls last as long
 * as people talk. So a node that drains stays up, and says so itself to the sweep of every other node, again and again until it leaves:
 * the mark is needed no longer than there is somebody to repeat it, and is never written anywhere. A mark that comes late costs time
 * only; that an account runs once follows from the hand-off of its shard, marks or not.
 */
public final class Draining implements Extension {
    private static final Id ID = new Id();

    private final Set<UniqueAddress> nodes = ConcurrentHashMap.newKeySet();

    private Draining() {}

    /** That of this node. */
    public static Draining of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    public void mark(UniqueAddress node) {
        nodes.add(node);
    }

    /** It has left. */
    public void forget(UniqueAddress node) {
        nodes.remove(node);
    }

    public boolean contains(UniqueAddress node) {
        return nodes.contains(node);
    }

    /** The membership with these marks. */
    public Membership in(Membership membership) {
        return membership.draining(nodes);
    }

    private static final class Id extends ExtensionId<Draining> {
        @Override
        public Draining createExtension(ActorSystem<?> system) {
            return new Draining();
        }
    }
}
