package esg.esg.cluster;

import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks before nodes are started: a port that is taken is told in one line here, and by a log of one of many nodes later. */
final class FreePorts {
    private FreePorts() {}

    /** @throws StartFailure naming the first port that is taken, and by which node it is wanted */
    static void check(ClusterPlan plan) throws StartFailure {
        for (var node : plan.nodes()) {
            if (!node.home().isHere()) continue; // it has all ports of its namespace to itself
            for (var wanted : node.ports().wanted()) check(node, wanted);
        }
    }

    private static void check(NodePlan node, NodePorts.Wanted wanted) throws StartFailure {
        try {
            var sip = wanted.what().endsWith("udp") || wanted.what().endsWith("tcp");
            var at = new InetSocketAddress(
                    InetAddress.getByName(
                            sip ? node.home().listen() : node.home().address()),
                    wanted.port());
            if (wanted.udp()) {
                new DatagramSocket(at).close();
            } else {
                try (var socket = new ServerSocket()) {
                    socket.setReuseAddress(true); // as the nodes do: what only waits for its end takes no port
                    socket.bind(at);
                }
            }
        } catch (IOException e) {
            throw new StartFailure(
                    "port " + wanted.port() + " (" + wanted.what() + " of " + node.name() + ") is taken: "
                            + e.getMessage(),
                    e);
        }
    }
}
