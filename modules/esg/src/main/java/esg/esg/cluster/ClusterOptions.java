package esg.esg.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * What the command line says of a cluster on this machine.
 *
 * @param nodes 1 to {@link #MOST_NODES}
 * @param postgres JDBC URL; "" for an embedded one
 * @param dir where everything is kept: settings, data, logs, the shared key and token
 * @param offset added to every port
 * @param sets {@code KEY=VALUE} for all nodes
 */
public record ClusterOptions(int nodes, String postgres, Path dir, int offset, List<String> sets) {
    /** More would only share the processors of one machine. */
    public static final int MOST_NODES = 16;

    public ClusterOptions {
        sets = List.copyOf(sets);
    }
}
