package esg.sip.transport;

import esg.domain.account.Transport;
import esg.sip.alg.Alg;
import esg.sip.packetlog.LocalEnd;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An open listening socket, and what we call ourselves when we speak from it. */
public final class Listener implements LocalEnd {
    /** Peers remembered; more than any node has providers, little memory, and a flood of sources cannot grow it. */
    private static final int REMEMBERED = 4096;

    private final ListenerSettings settings;
    private final InetSocketAddress bound;
    private final ConcurrentHashMap<InetAddress, InetSocketAddress> routes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InetSocketAddress, InetSocketAddress> connections = new ConcurrentHashMap<>();
    private volatile Advertised advertised;

    Listener(ListenerSettings settings, InetSocketAddress bound) {
        this.settings = settings;
        this.bound = bound;
        this.advertised = new Advertised(settings.alg(), null);
    }

    public Side side() {
        return settings.side();
    }

    public String name() {
        return settings.name();
    }

    @Override
    public Transport transport() {
        return settings.transport();
    }

    /** The address asked for, with the real port. */
    public InetSocketAddress bound() {
        return bound;
    }

    /** Swaps addresses in all that passes here. */
    public Alg alg() {
        return settings.alg();
    }

    /** Host and port for Via and Contact toward this peer (RFC 3261 §18.1.1): {@code 192.0.2.1:5080}. */
    public String sentBy(InetAddress remote) {
        return Addresses.text(advertised(remote));
    }

    /** Where this peer is told to reach us: the one answer for whatever we write into messages, session descriptions too. */
    public InetSocketAddress advertised(InetAddress remote) {
        return advertised.toward(remote, localFor(remote));
    }

    /** Tells peers from now on what a STUN server has seen, where that holds for them. */
    public void seenAs(Reflexive reflexive) {
        advertised = new Advertised(settings.alg(), reflexive);
    }

    /** A connection has come to be: one we opened has a port of its own. */
    void connected(InetSocketAddress remote, InetSocketAddress local) {
        connections.put(remote, local);
    }

    void disconnected(InetSocketAddress remote, InetSocketAddress local) {
        connections.remove(remote, local);
    }

    @Override
    public @Nullable InetSocketAddress connected(InetSocketAddress remote) {
        return connections.get(remote);
    }

    @Override
    public InetSocketAddress localFor(InetAddress remote) {
        if (!bound.getAddress().isAnyLocalAddress()) return bound;
        var known = routes.get(remote);
        if (known != null) return known;
        var local = routed(remote);
        if (routes.size() >= REMEMBERED) routes.clear(); // interfaces change too: asking again now and then is right
        routes.put(remote, local);
        return local;
    }

    /** A wildcard socket reaches IPv4 from both families (RFC 4291 §2.5.5.2), IPv6 only from IPv6. */
    boolean reaches(InetAddress remote) {
        var ours = bound.getAddress();
        if (ours instanceof Inet6Address == remote instanceof Inet6Address) return true;
        return ours instanceof Inet6Address && ours.isAnyLocalAddress();
    }

    private InetSocketAddress routed(InetAddress remote) {
        try (var socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(remote, 9)); // sends nothing: it only makes the kernel choose
            return new InetSocketAddress(socket.getLocalAddress(), bound.getPort());
        } catch (IOException | java.io.UncheckedIOException noRoute) {
            return bound; // the send itself will report that there is no route
        }
    }

    @Override
    public String toString() {
        return side() + "/" + name() + " " + transport().token() + " " + Addresses.text(bound);
    }
}
