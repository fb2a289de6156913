package esg.cluster.lifeline;

import java.net.InetSocketAddress;

/**
 * One incarnation of another node.
 *
 * @param uid made anew by every start of a process
 * @param address of its actor system, {@code pekko://esg@127.0.0.1:17355}
 * @param at its lifeline's port
 */
public record Peer(long uid, String address, InetSocketAddress at) {}
