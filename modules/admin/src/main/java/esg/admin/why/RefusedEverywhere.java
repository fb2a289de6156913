package esg.admin.why;

import esg.domain.match.ServerAddresses;
import java.util.Comparator;
import java.util.List;

/**
 * INVITEs that nodes refused.
 *
 * @param offline nodes that did not answer in time
 */
public record RefusedEverywhere(List<RefusedThere> nodes, List<String> offline) {
    private static final Comparator<Refused> NEWEST_FIRST =
            Comparator.comparing(Refused::time).reversed();

    public RefusedEverywhere {
        nodes = List.copyOf(nodes);
        offline = List.copyOf(offline);
    }

    /** Addresses of a node that answered. */
    ServerAddresses server(String node) {
        return nodes.stream()
                .filter(there -> there.node().equals(node))
                .findFirst()
                .orElseThrow()
                .server();
    }

    /** Those of all nodes; of one time, each node's stay in their order. */
    List<Refused> newestFirst() {
        return nodes.stream()
                .flatMap(there -> there.refused().stream())
                .sorted(NEWEST_FIRST)
                .toList();
    }
}
