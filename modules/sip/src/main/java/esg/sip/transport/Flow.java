package esg.sip.transport;

import java.net.InetSocketAddress;

/**
 * The path of a packet: our listener, the peer, and on streams the connection.
 *
 * @param connection 0 for UDP, and for TCP and TLS when any connection to the peer will do; else that connection and no other
 * @param name the peer has proved over TLS, or has to on a new connection; "" for its address, and when it opened the connection
 */
public record Flow(Listener listener, InetSocketAddress remote, long connection, String name) {
    /** One whose peer is known by its address. */
    public Flow(Listener listener, InetSocketAddress remote, long connection) {
        this(listener, remote, connection, "");
    }
}
