package esg.esg.drill;

import esg.esg.cluster.NodeHome;
import esg.esg.settings.StartFailure;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * What the nodes of a drill stand on.
 *
 * @param inside address of this machine for the nodes' database
 * @param outside where the provider is
 * @param homes by roleid
 * @param networks that can be cut; none when all share the loopback interface
 */
record Ground(String inside, String outside, IntFunction<NodeHome> homes, Optional<Networks> networks)
        implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    /** As the kind of drill needs it. */
    static Ground of(Kind kind, int nodes) throws StartFailure {
        if (kind != Kind.PARTITION) {
            return new Ground(LOOPBACK, LOOPBACK, _ -> NodeHome.loopback(LOOPBACK), Optional.empty());
        }
        var networks = Networks.make(nodes);
        return new Ground(Networks.INSIDE, Networks.OUTSIDE, networks::home, Optional.of(networks));
    }

    /** Cuts a node off from the others; it still reaches the provider. */
    void cut(int roleid) throws DrillFailure {
        networks.orElseThrow().cut(roleid);
    }

    void heal(int roleid) throws DrillFailure {
        networks.orElseThrow().heal(roleid);
    }

    @Override
    public void close() {
        networks.ifPresent(Networks::close);
    }
}
