package esg.sip.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * An address of ours as somebody outside sees it (RFC 5389 §3: reflexive transport address).
 *
 * @param local from where we asked
 * @param external where our packet came from, for the server
 * @param server whom we asked
 */
public record Reflexive(InetSocketAddress local, InetSocketAddress external, InetAddress server) {
    /**
     * Whether a peer sees the same. It does when we reach it from the same address of ours and it stands where the server stands: a peer in
     * our own network is before the NAT that a server on the Internet is behind.
     */
    boolean holdsFor(InetAddress peer, InetAddress localTowardPeer) {
        return local.getAddress().equals(localTowardPeer) && (isPublic(peer) || !isPublic(server));
    }

    /** The same for a socket at another port: a NAT that forwards a port mostly forwards it to the same. */
    public Reflexive at(int port) {
        return new Reflexive(
                new InetSocketAddress(local.getAddress(), port),
                new InetSocketAddress(external.getAddress(), port),
                server);
    }

    /** Not of RFC 1918, RFC 6598, RFC 4193, loopback or link-local. */
    private static boolean isPublic(InetAddress address) {
        if (address.isLoopbackAddress() || address.isLinkLocalAddress() || address.isSiteLocalAddress()) return false;
        var bytes = address.getAddress();
        if (address instanceof Inet6Address) return (bytes[0] & 0xfe) != 0xfc;
        return (bytes[0] & 0xff) != 100 || (bytes[1] & 0xc0) != 64;
    }
}
