package esg.esg.cluster;

import java.util.List;

/**
 * Ports of one node: those of design §4, each node a hundred above the one before.
 *
 * @param outside UDP and TCP, as {@code inside}
 * @param cluster the lifeline has the one after it
 */
public record NodePorts(int http, int outside, int inside, int cluster) {
    private static final int STEP = 100;

    /** A port and what it is for, in words for the operator. */
    record Wanted(int port, boolean udp, String what) {}

    /** @param index from 0 */
    static NodePorts of(int index, int offset) {
        int more = index * STEP + offset;
        return new NodePorts(8080 + more, 5080 + more, 5060 + more, 17_355 + more);
    }

    /** The largest of them for so many nodes. */
    static int highest(int nodes, int offset) {
        return of(nodes - 1, offset).cluster() + 1;
    }

    List<Wanted> wanted() {
        return List.of(
                new Wanted(http, false, "http"),
                new Wanted(outside, true, "outside udp"),
                new Wanted(outside, false, "outside tcp"),
                new Wanted(inside, true, "inside udp"),
                new Wanted(inside, false, "inside tcp"),
                new Wanted(cluster, false, "cluster"),
                new Wanted(cluster + 1, false, "lifeline"));
    }
}
