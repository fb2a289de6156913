package esg.admin.rest;

import esg.admin.bans.Bans;
import esg.admin.monitor.Monitor;
import esg.admin.nodes.Nodes;
import esg.domain.pattern.Network;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the server knows of nodes that run, none of which may block.
 *
 * @param own addresses that no rule may shut out: nodes of the cluster, trusted peers inside
 */
public record Running(Monitor monitor, Nodes nodes, Supplier<List<Network>> own, Bans bans) {}
