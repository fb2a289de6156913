package esg.admin.rest;

import esg.admin.bans.Bans;
import esg.admin.events.Events;
import esg.admin.monitor.CallPackets;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.Providers;
import esg.admin.nodes.Nodes;
import esg.admin.why.Why;
import esg.domain.pattern.Network;
import esg.domain.subscriber.Binding;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the server knows of nodes that run, none of which may block.
 *
 * @param node this one, {@code name@address}
 * @param own addresses that no rule may shut out: nodes of the cluster, trusted peers inside
 * @param bindings where the subscribers of all nodes are, as this one knows it
 * @param why why calls do not come in
 * @param packets of calls, as the nodes wrote them down
 * @param metrics of this node, as Prometheus reads them; may take its time
 * @param providers the accounts of the configuration
 * @param events of all nodes
 */
public record Running(
        String node,
        Monitor monitor,
        Nodes nodes,
        Supplier<List<Network>> own,
        Supplier<List<Binding>> bindings,
        Bans bans,
        Why why,
        CallPackets packets,
        Supplier<String> metrics,
        Providers providers,
        Events events) {}
