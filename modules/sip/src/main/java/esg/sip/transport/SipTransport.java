package esg.sip.transport;

import esg.domain.account.Transport;
import esg.sip.locate.Hop;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The node's sockets and I/O threads. Safe to use from any thread; sends are cheapest on a loop. */
public final class SipTransport implements AutoCloseable {
    private static final byte[] KEEP_ALIVE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final MultiThreadIoEventLoopGroup group;
    private final List<NettyLoop> loops;
    private final Serving serving;
    private final TcpConnections tcp;
    private final IdentityHashMap<Listener, UdpListener> udp = new IdentityHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();
    private volatile boolean closed;

    private SipTransport(Sockets kind, Surroundings around) {
        group = new MultiThreadIoEventLoopGroup(
                kind.settings().workers(), new DefaultThreadFactory("sip", true), kind.ioHandler());
        var all = new ArrayList<NettyLoop>();
        for (var executor : group) all.add(new NettyLoop(all.size(), (EventLoop) executor));
        loops = List.copyOf(all);
        serving =
                new Serving(kind, loops, around, new LongAdder(), new StunDatagrams(), new Handshakes(kind.settings()));
        tcp = new TcpConnections(serving);
    }

    /**
     * Opens all listeners, or none.
     *
     * @throws BindFailure when a port is taken, an address is not ours, or a transport is not offered
     */
    public static SipTransport open(TransportSettings settings, List<ListenerSettings> listeners, Surroundings around)
            throws BindFailure {
        var transport = new SipTransport(Sockets.of(settings), around);
        var opened = false;
        try {
            for (var listener : listeners) transport.listen(listener);
            for (var listener : transport.udp.values()) listener.serve();
            transport.tcp.serve();
            opened = true;
            return transport;
        } finally {
            if (!opened) transport.close();
        }
    }

    private void listen(ListenerSettings settings) throws BindFailure {
        if (settings.bind().isUnresolved()) throw new BindFailure(settings, "the host is not an address of ours");
        switch (settings.transport()) {
            case UDP -> {
                var opened = UdpListener.open(settings, serving);
                udp.put(opened.listener(), opened);
                listeners.add(opened.listener());
            }
            case TCP -> listeners.add(tcp.listen(settings, group));
            case TLS -> {
                if (settings.tls() == null) throw new BindFailure(settings, "it has no certificate");
                listeners.add(tcp.listen(settings, group));
            }
        }
    }

    /** In the order of the settings. */
    public List<Listener> listeners() {
        return List.copyOf(listeners);
    }

    /** One of the I/O threads, {@code index} from 0 to {@link #loops()} - 1. */
    public Loop loop(int index) {
        return loops.get(index);
    }

    public int loops() {
        return loops.size();
    }

    /**
     * Sends one packet as it is.
     *
     * @param done told on an I/O thread: null when the socket took the packet, else why not; {@link SendRefused} when the gate is closed
     */
    public void send(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done) {
        if (closed) {
            done.accept(new ClosedChannelException());
            return;
        }
        var listener = udp.get(flow.listener());
        if (listener == null) tcp.send(flow, packet, done);
        else listener.send(flow, packet, done);
    }

    /**
     * Sends the double CRLF of RFC 5626 §3.5.1.
     *
     * @param done as for {@link #send}
     */
    public void keepAlive(Flow flow, Consumer<@Nullable Throwable> done) {
        send(flow, KEEP_ALIVE, done);
    }

    /** The same toward a peer that is known by its address alone. */
    public @Nullable Flow flow(Side side, Transport transport, InetSocketAddress remote, String listenerName) {
        return flow(side, new Hop(transport, remote), listenerName);
    }

    /**
     * The flow for a request toward this peer, or null when no listener fits.
     *
     * A TCP flow names no connection: its send takes an open one to this peer, whoever opened it, or connects. Over TLS it takes one whose
     * peer has proved the hop's name.
     *
     * @param listenerName "" for any; one with an open connection to the peer wins, else the first of the settings wins, one of the peer's own family before another
     */
    public @Nullable Flow flow(Side side, Hop hop, String listenerName) {
        var remote = hop.address();
        var address = remote.getAddress();
        if (address == null) return null;
        Listener family = null;
        Listener other = null;
        for (var listener : listeners) {
            if (!fits(listener, side, hop.transport(), listenerName)) continue;
            var flow = new Flow(listener, remote, 0, hop.name());
            if (tcp.isConnected(flow)) return flow;
            if (!listener.reaches(address)) continue;
            if (listener.bound().getAddress().getClass() == address.getClass()) {
                if (family == null) family = listener;
            } else if (other == null) other = listener;
        }
        var found = family != null ? family : other;
        return found == null ? null : new Flow(found, remote, 0, hop.name());
    }

    private static boolean fits(Listener listener, Side side, Transport transport, String name) {
        return listener.side() == side
                && listener.transport() == transport
                && (name.isEmpty() || listener.name().equals(name));
    }

    /**
     * Why no peer at all can be reached that way, in words for the operator; null when there is such a listener.
     *
     * @param listenerName as for {@link #flow}
     */
    public @Nullable String lacking(Side side, Transport transport, String listenerName) {
        if (listeners.stream().anyMatch(listener -> fits(listener, side, transport, listenerName))) return null;
        var which = side.name().toLowerCase(Locale.ROOT);
        var names = listeners.stream()
                .filter(listener -> listener.side() == side)
                .map(Listener::name)
                .toList();
        if (listenerName.isEmpty()) return "there is no " + which + " listener for " + transport.token();
        return names.contains(listenerName)
                ? which + " listener " + listenerName + " is not for " + transport.token()
                : "no " + which + " listener is called " + listenerName + "; there are " + String.join(", ", names);
    }

    /** Who takes STUN messages that come to the UDP listeners; one for all. */
    public void handleStun(StunHandler handler) {
        serving.stun().handle(handler);
    }

    /** Packets not sent because the gate was closed, since the start. */
    public long heldBack() {
        return serving.held().sum();
    }

    /** Closes every socket at once. */
    @Override
    public void close() {
        closed = true;
        var _ = group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        serving.handshakes().close();
    }
}
