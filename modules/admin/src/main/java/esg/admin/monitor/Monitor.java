package esg.admin.monitor;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the monitor gets its facts; the wiring implements it by asking every node of the cluster. */
@FunctionalInterface
public interface Monitor {
    /**
     * The state of every configured instance, those offline included (MON-06). An instance that does not answer in
     * time is reported with {@code online} false and nothing in it; the stage fails only when nobody can be asked.
     */
    CompletionStage<List<NodeState>> nodes();
}
