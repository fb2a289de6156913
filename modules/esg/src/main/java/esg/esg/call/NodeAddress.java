package esg.esg.call;

import esg.domain.account.Transport;
import esg.esg.settings.EsgSettings;
import esg.sip.message.SipUri;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Finds the inside port of a node. */
public final class NodeAddress {
    private static final int DEFAULT_PORT = 5060;

    private NodeAddress() {}

    /**
     * Reads what was typed.
     *
     * @param node {@code host}, {@code host:port} or a sip URI
     * @throws IllegalArgumentException saying what is wrong
     */
    public static InetSocketAddress of(String node) {
        var text = node.regionMatches(true, 0, "sip:", 0, 4) ? node : "sip:" + node;
        var uri = SipUri.parse(text);
        if (uri == null) throw new IllegalArgumentException("must be host:port or a sip URI");
        var transport = uri.param("transport");
        if (transport != null && !transport.equalsIgnoreCase("udp")) {
            throw new IllegalArgumentException("calls go by UDP, not " + transport);
        }
        try {
            int port = uri.port() > 0 ? uri.port() : DEFAULT_PORT;
            return new InetSocketAddress(InetAddress.getByName(uri.host()), port);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("no address for host " + uri.host(), e);
        }
    }

    /** The first UDP listener of role sg in a node's settings, on this machine; empty when there is none, or its port is any. */
    public static Optional<InetSocketAddress> of(EsgSettings settings) {
        var sg = settings.roles().sg();
        if (!sg.enabled()) return Optional.empty();
        return sg.listen().stream()
                .filter(listen -> listen.transport() == Transport.UDP && listen.port() > 0)
                .findFirst()
                .map(listen -> new InetSocketAddress(reachable(listen.host()), listen.port()));
    }

    private static InetAddress reachable(InetAddress host) {
        if (!host.isAnyLocalAddress()) return host;
        return InetAddress.ofLiteral(host instanceof Inet6Address ? "::1" : "127.0.0.1");
    }
}
