package esg.cluster.lifeline;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The lifelines of the actor systems in this process, by their own address. Pekko makes failure detectors itself, from settings alone, so
 * this is the only way for them to find the lifeline of their node.
 */
public final class Lifelines {
    private static final ConcurrentMap<String, Lifeline> OPEN = new ConcurrentHashMap<>();

    private Lifelines() {}

    public static void add(String node, Lifeline lifeline) {
        OPEN.put(node, lifeline);
    }

    public static void remove(String node, Lifeline lifeline) {
        OPEN.remove(node, lifeline);
    }

    /** What this node's lifeline says of a peer; ALIVE when the node has none. */
    public static Verdict verdict(String node, String peer) {
        var lifeline = OPEN.get(node);
        return lifeline == null ? Verdict.ALIVE : lifeline.verdict(peer);
    }
}
