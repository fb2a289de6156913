package esg.inside.router;

import esg.sip.locate.HopQuery;
import esg.sip.transport.Flow;
import esg.sip.transport.Listener;
import esg.sip.transport.Side;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** This node's own inside listeners: calls from one provider to another go round by them, so that either account counts its trunk. */
public final class OwnInside {
    private final List<Listener> listeners;

    /** Of all listeners, those of the inside are taken. */
    public OwnInside(List<Listener> all) {
        listeners = all.stream()
                .filter(listener -> listener.side() == Side.INSIDE)
                .sorted(Comparator.comparing(
                        Listener::transport)) // UDP first: its requests come from the port they go to
                .toList();
    }

    /** Where a request reaches us again; there is none when no inside listener is open. */
    Optional<HopQuery> hop() {
        return listeners.stream().findFirst().map(listener -> {
            var at = reachable(listener.bound());
            return new HopQuery(at.getAddress().getHostAddress(), at.getPort(), listener.transport());
        });
    }

    /** Whether a request came from one of our own listeners. */
    boolean sent(Flow flow) {
        var remote = flow.remote();
        return listeners.stream()
                .anyMatch(listener -> reachable(listener.bound()).equals(remote));
    }

    private static InetSocketAddress reachable(InetSocketAddress bound) {
        if (!bound.getAddress().isAnyLocalAddress()) return bound;
        var loopback = InetAddress.ofLiteral(bound.getAddress() instanceof Inet6Address ? "::1" : "127.0.0.1");
        return new InetSocketAddress(loopback, bound.getPort());
    }
}
