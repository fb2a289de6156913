package esg.esg.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Who is who in a cluster on this machine.
 *
 * @param nodes by roleid
 * @param host address at which nodes reach this machine, where the database is
 * @param sets {@code KEY=VALUE} for all, above their files
 */
public record ClusterPlan(Path dir, List<NodePlan> nodes, String host, List<String> sets) {
    public ClusterPlan {
        nodes = List.copyOf(nodes);
        sets = List.copyOf(sets);
    }

    /** All on the loopback address; {@code listen} is where their SIP listeners are bound. */
    public static ClusterPlan of(ClusterOptions options, String listen) {
        return of(options, NodeHome.LOOPBACK, _ -> NodeHome.loopback(listen));
    }

    /** With a home for each roleid, from which this machine is reached as {@code host}. */
    public static ClusterPlan of(ClusterOptions options, String host, IntFunction<NodeHome> homes) {
        var dir = options.dir();
        var nodes = IntStream.range(0, options.nodes())
                .mapToObj(index -> new NodePlan(
                        index + 1,
                        homes.apply(index + 1),
                        NodePorts.of(index, options.offset()),
                        dir.resolve("esg" + (index + 1))))
                .toList();
        return new ClusterPlan(dir, nodes, host, options.sets());
    }

    /** Key of the passwords in the database, one for all. */
    Path key() {
        return dir.resolve("secret.key");
    }

    /** File of the bearer token that opens every node. */
    public Path token() {
        return dir.resolve("admin.token");
    }

    /**
     * Whom a node asks to let it in. Only the first of its own list may form a cluster: that is the first node when nothing runs yet. A
     * node that comes back stands last, so that it never forms a second one beside the others.
     */
    List<String> seeds(NodePlan node, boolean first) {
        if (first) return List.of(node.seed());
        var seeds = new ArrayList<String>();
        for (var other : nodes) if (!other.equals(node)) seeds.add(other.seed());
        seeds.add(node.seed());
        return List.copyOf(seeds);
    }
}
