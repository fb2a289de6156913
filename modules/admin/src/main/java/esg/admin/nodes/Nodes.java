package esg.admin.nodes;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** The nodes of the cluster, and what can be asked of each from any. */
public interface Nodes {
    /** A node that was asked for something did not say in time that it does it; it may have been done. */
    final class NoAnswer extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public NoAnswer(String node) {
            super(node + " does not answer");
        }
    }

    /** All that this node has met, those gone too. */
    CompletionStage<List<NodeInfo>> list();

    /** Sets how much the log of a node tells, until its next start. Fails with {@link NoAnswer}. */
    CompletionStage<Void> setLogLevel(String node, LogLevel level);

    /** Has a node hand over its accounts, wait for its calls, and end. Completes when that has begun; fails with {@link NoAnswer}. */
    CompletionStage<Void> drain(String node);

    /** Has a node end a call for both its parties. False when the call does not live there any more; fails with {@link NoAnswer}. */
    CompletionStage<Boolean> hangUp(String node, String call);
}
