package esg.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All TCP and TLS connections of the node, found by id and by peer, so that each is used both ways (RFC 3261 §18). */
final class TcpConnections {
    /** @param name over TLS the one it has proved: a connection to one name is none to another at the same address */
    private record Peer(Listener listener, InetSocketAddress remote, String name) {
        static Peer of(Flow flow) {
            return new Peer(flow.listener(), flow.remote(), flow.name());
        }
    }

    private final Serving serving;
    private final AtomicLong ids = new AtomicLong();
    private final ConcurrentHashMap<Long, TcpConnection> byId = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Peer, TcpConnection> byPeer = new ConcurrentHashMap<>();
    private final List<Channel> accepting = new ArrayList<>();

    TcpConnections(Serving serving) {
        this.serving = serving;
    }

    /** Binds; nobody is accepted before {@link #serve}. */
    Listener listen(ListenerSettings settings, EventLoopGroup group) throws BindFailure {
        var address = settings.bind();
        var context = Handshakes.context(settings);
        var acceptor = new Acceptor();
        var bound = serving.kind()
                .accepting(address.getAddress())
                .group(group)
                .childHandler(acceptor)
                .bind(address)
                .awaitUninterruptibly();
        var cause = bound.cause();
        if (cause != null) throw new BindFailure(settings, String.valueOf(cause.getMessage()), cause);
        var port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
        var listener = new Listener(settings, new InetSocketAddress(address.getAddress(), port));
        if (context != null) serving.handshakes().secure(listener, context);
        acceptor.listener = listener;
        accepting.add(bound.channel());
        return listener;
    }

    void serve() {
        serving.handshakes().serve();
        for (var channel : accepting) channel.config().setAutoRead(true);
    }

    /** Whether this flow, which names no connection, would take one that is open. */
    boolean isConnected(Flow flow) {
        var connection = byPeer.get(Peer.of(flow));
        return connection != null && connection.isUsable();
    }

    void send(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done) {
        var connection = flow.connection() == 0 ? toward(flow) : byId.get(flow.connection());
        if (connection != null) connection.send(packet, done);
        else if (flow.connection() == 0) done.accept(new IOException("too many TCP connections"));
        else done.accept(new ClosedChannelException());
    }

    private @Nullable TcpConnection toward(Flow flow) {
        var peer = Peer.of(flow);
        var open = byPeer.get(peer);
        if (open != null && open.isUsable()) return open;
        if (byId.size() >= serving.tcp().maxConnections()) return null;
        var fresh = connection(peer, loop());
        var used = byPeer.merge(peer, fresh, (old, made) -> old.isUsable() ? old : made);
        if (used == fresh) {
            byId.put(fresh.flow().connection(), fresh);
            fresh.connect();
        }
        return used;
    }

    private TcpConnection connection(Peer peer, NettyLoop loop) {
        return new TcpConnection(
                new Flow(peer.listener(), peer.remote(), ids.incrementAndGet(), peer.name()),
                loop,
                serving,
                this::forget);
    }

    private void forget(TcpConnection ended) {
        var flow = ended.flow();
        byId.remove(flow.connection(), ended);
        byPeer.remove(Peer.of(flow), ended);
    }

    /** The loop we are on, so that the answer comes to where it is waited for; else any. */
    private NettyLoop loop() {
        var loops = serving.loops();
        for (var loop : loops) if (loop.inLoop()) return loop;
        return loops.get(Math.floorMod(ids.get(), loops.size()));
    }

    private NettyLoop loopOf(EventLoop eventLoop) {
        for (var loop : serving.loops()) if (loop.eventLoop().equals(eventLoop)) return loop;
        throw new IllegalStateException("a loop of somebody else");
    }

    private final class Acceptor extends ChannelInitializer<Channel> {
        private volatile @Nullable Listener listener;

        @Override
        protected void initChannel(Channel channel) {
            var of = listener;
            var remote = (InetSocketAddress) channel.remoteAddress();
            if (of == null || remote == null || byId.size() >= serving.tcp().maxConnections()) {
                var _ = channel.close();
                return;
            }
            var loop = loopOf(channel.eventLoop());
            if (!serving.filter().admits(of, remote, loop.index())) {
                var _ = channel.close();
                return;
            }
            take(channel, connection(new Peer(of, remote, ""), loop));
        }

        private void take(Channel channel, TcpConnection connection) {
            var flow = connection.flow();
            var handshakes = serving.handshakes();
            if (handshakes.secures(flow.listener())) {
                var tls = handshakes.accept(flow);
                if (tls == null) {
                    var _ = channel.close();
                    return;
                }
                channel.pipeline().addLast(tls);
            }
            byId.put(flow.connection(), connection);
            // Who opened it has proved nothing: it carries answers, and the calls that came by it, whose flow names it.
            if (handshakes.believes(flow.listener())) byPeer.put(Peer.of(flow), connection);
            channel.pipeline().addLast(connection);
        }
    }
}
