package esg.cluster.management;

import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/** Whether the node has opened all that it serves by. Thread-safe. */
public final class Serving implements Extension {
    private static final Id ID = new Id();

    private volatile boolean begun;

    private Serving() {}

    /** That of this node. */
    public static Serving of(ActorSystem<?> system) {
        return ID.apply(system);
    }

    /** From now on it serves, until it drains. */
    public void begin() {
        begun = true;
    }

    boolean begun() {
        return begun;
    }

    private static final class Id extends ExtensionId<Serving> {
        @Override
        public Serving createExtension(ActorSystem<?> system) {
            return new Serving();
        }
    }
}
