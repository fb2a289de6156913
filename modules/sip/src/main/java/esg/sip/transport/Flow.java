package esg.sip.transport;

import java.net.InetSocketAddress;

/**
 * The path of a packet: our listener, the peer, and for TCP the connection.
 *
 * @param connection 0 for UDP, and for TCP when any connection to the peer will do; else that connection and no other
 */
public record Flow(Listener listener, InetSocketAddress remote, long connection) {}
