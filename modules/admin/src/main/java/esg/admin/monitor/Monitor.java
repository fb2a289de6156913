package esg.admin.monitor;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where the monitor gets its facts; the wiring implements it by asking every node of the cluster. */
public interface Monitor {
    /** What is wanted of each node: ten thousand accounts are megabytes that nobody needs to be told who is there. */
    enum Wanted {
        /** Every instance, those offline included (MON-06). */
        INSTANCES,
        /** The same, with the accounts each serves. */
        REGISTRATIONS,
        /** Every instance, with how often each rule of the border filter has decided there. */
        BORDER
    }

    /**
     * The state of the nodes. One that does not answer in time is reported with {@code online} false and nothing in it; the stage does not
     * fail for that.
     */
    CompletionStage<List<NodeState>> nodes(Wanted wanted);

    /** Live and recent calls of every node that answers in time. */
    CompletionStage<FoundCalls> calls(CallQuery query);
}
