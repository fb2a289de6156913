package esg.esg.drill;

import esg.esg.cluster.NodeHome;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace for each node, with two networks: inside, where nodes, REST and database talk, and outside, where the provider
 * is. Cut off inside, a node still reaches the provider: the worst case for two owners. Addresses are of 198.18.0.0/15, which is set
 * aside for measuring (RFC 2544 C.2.2); no packet leaves this machine. Needs root and {@code ip}.
 */
final class Networks implements AutoCloseable {
    /** This machine in the inside and the outside network. */
    static final String INSIDE = "198.18.0.254";

    static final String OUTSIDE = "198.18.1.254";

    private static final String NAMESPACE = "esgdrill";
    private static final List<Bridge> BRIDGES =
            List.of(new Bridge("esgdr-in", INSIDE, "inside"), new Bridge("esgdr-out", OUTSIDE, "outside"));

    /** @param name of the interface in a node's namespace */
    private record Bridge(String device, String address, String name) {
        /** This machine's end of a node's cable. */
        String cable(int roleid) {
            return device + roleid;
        }

        String address(int roleid) {
            return address.substring(0, address.lastIndexOf('.') + 1) + roleid;
        }
    }

    private final int nodes;

    private Networks(int nodes) {
        this.nodes = nodes;
    }

    /**
     * Makes them, without what a drill that was killed left behind.
     *
     * @throws StartFailure without root or {@code ip}, or while another drill uses them
     */
    static Networks make(int nodes) throws StartFailure {
        var networks = new Networks(nodes);
        try {
            refuseRunning();
            networks.close();
            for (var bridge : BRIDGES) networks.make(bridge);
        } catch (IOException e) {
            networks.close();
            throw new StartFailure("network namespaces cannot be made, which takes root: " + e.getMessage(), e);
        }
        return networks;
    }

    private static void refuseRunning() throws IOException, StartFailure {
        boolean left = run("ip", "netns", "list").lines().anyMatch(line -> line.split(" ", -1)[0].equals(namespace(1)));
        if (left && !run("ip", "netns", "pids", namespace(1)).isBlank()) {
            throw new StartFailure("another drill runs in the network namespace " + namespace(1));
        }
    }

    private void make(Bridge bridge) throws IOException {
        ip("link add " + bridge.device + " type bridge");
        ip("addr add " + bridge.address + "/24 dev " + bridge.device);
        ip("link set " + bridge.device + " up");
        for (int roleid = 1; roleid <= nodes; roleid++) {
            var namespace = namespace(roleid);
            if (bridge.equals(BRIDGES.getFirst())) {
                ip("netns add " + namespace);
                ip("-n " + namespace + " link set lo up");
            }
            ip("link add " + bridge.cable(roleid) + " type veth peer name " + bridge.name + " netns " + namespace);
            ip("link set " + bridge.cable(roleid) + " master " + bridge.device + " up");
            ip("-n " + namespace + " addr add " + bridge.address(roleid) + "/24 dev " + bridge.name);
            ip("-n " + namespace + " link set " + bridge.name + " up");
        }
    }

    NodeHome home(int roleid) {
        return new NodeHome(
                BRIDGES.getFirst().address(roleid), BRIDGES.getLast().address(roleid), namespace(roleid));
    }

    /** Packets of this node to others inside are lost from now on; nobody is told, as with a switch that fails. */
    void cut(int roleid) throws DrillFailure {
        cable(BRIDGES.getFirst().cable(roleid), "nomaster");
    }

    void heal(int roleid) throws DrillFailure {
        cable(BRIDGES.getFirst().cable(roleid), "master " + BRIDGES.getFirst().device);
    }

    private static void cable(String device, String what) throws DrillFailure {
        try {
            ip("link set " + device + " " + what);
        } catch (IOException e) {
            throw new DrillFailure("network of a node cannot be changed: " + e.getMessage(), e);
        }
    }

    private static String namespace(int roleid) {
        return NAMESPACE + roleid;
    }

    private static void ip(String arguments) throws IOException {
        var command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments.split(" ", -1)));
        run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() == 0) return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IOException(String.join(" ", command) + ": " + said.strip());
    }

    /** With a namespace goes its end of the cables, and with it the other; what is not there need not go. */
    @Override
    public void close() {
        for (int roleid = 1; roleid <= nodes; roleid++) remove("netns del " + namespace(roleid));
        for (var bridge : BRIDGES) remove("link del " + bridge.device);
    }

    private static void remove(String what) {
        try {
            ip(what);
        } catch (IOException _) {
            // It was not there.
        }
    }
}
