package esg.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP socket of a listener on one loop. Writes of a read batch or of one round of the loop leave together. */
final class UdpSocket extends SimpleChannelInboundHandler<DatagramPacket> {
    private static final Logger log = LoggerFactory.getLogger(UdpSocket.class);
    private static final int KNOWN_PEERS = 256;
    private final Flow[] flows =
            new Flow[KNOWN_PEERS]; // transactions keep their flow for half a minute: one a peer will do
    private final NettyLoop loop;
    private final Serving serving;
    private @Nullable Channel channel;
    private @Nullable Listener listener;
    private boolean reading;
    private final List<Unsent> unsent = new ArrayList<>();

    private record Unsent(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done) {}

    UdpSocket(NettyLoop loop, Serving serving) {
        this.loop = loop;
        this.serving = serving;
    }

    NettyLoop loop() {
        return loop;
    }

    /** Binds without reading yet; {@link #serve} starts that, when all listeners are open. */
    ChannelFuture bind(Bootstrap bootstrap, InetSocketAddress address) {
        var bound = bootstrap.group(loop.eventLoop()).handler(this).bind(address);
        channel = bound.channel();
        return bound;
    }

    void serve(Listener of) {
        loop.execute(() -> {
            listener = of;
            if (channel != null) channel.config().setAutoRead(true);
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramPacket datagram) {
        reading = true;
        var from = listener;
        if (from == null || !serving.filter().admits(from, datagram.sender(), loop.index())) return;
        if (isKeepAlive(datagram)) return;
        boolean isStun = StunDatagrams.is(datagram.content());
        var bytes = new byte[datagram.content().readableBytes()];
        datagram.content().readBytes(bytes);
        try {
            if (isStun) stun(datagram.sender(), bytes);
            else serving.handler().received(loop, flow(from, datagram.sender()), bytes);
        } catch (RuntimeException bug) { // one packet that finds a bug must not close the socket of all calls
            log.error("packet failed remote={} size={}", Addresses.text(datagram.sender()), bytes.length, bug);
        }
    }

    private void stun(InetSocketAddress source, byte[] bytes) {
        var handler = serving.stun().handler();
        if (handler != null) handler.received(source, bytes);
    }

    private Flow flow(Listener on, InetSocketAddress remote) {
        int slot = remote.hashCode() & KNOWN_PEERS - 1;
        var known = flows[slot];
        if (known == null || !known.remote().equals(remote)) flows[slot] = known = new Flow(on, remote, 0);
        return known;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        flush();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("socket reported error listener={} reason={}", listener, cause.toString()); // ICMP, mostly
    }

    void send(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done) {
        if (loop.inLoop()) write(flow, packet, done);
        else loop.execute(() -> write(flow, packet, done));
    }

    private void write(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done) {
        var socket = channel;
        if (socket == null) throw new IllegalStateException("not bound");
        if (!serving.gate().isOpen()) {
            serving.hold(flow, packet, loop, done);
            return;
        }
        if (!reading && unsent.isEmpty()) loop.execute(this::flush);
        unsent.add(new Unsent(flow, packet, done));
    }

    /** The gate is asked again: a process that was stopped since would send what it had gathered when it wakes, for accounts of others. */
    private void flush() {
        var socket = channel;
        if (unsent.isEmpty() || socket == null) return;
        var batch = List.copyOf(unsent);
        unsent.clear();
        if (!serving.gate().isOpen()) {
            for (var one : batch) serving.hold(one.flow, one.packet, loop, one.done);
            return;
        }
        for (var one : batch) write(socket, one);
        socket.flush();
    }

    private void write(Channel socket, Unsent one) {
        var buffer = socket.alloc().directBuffer(one.packet.length).writeBytes(one.packet);
        var _ = socket.write(new DatagramPacket(buffer, one.flow.remote())).addListener(written -> {
            serving.sent(one.flow, written.isSuccess(), one.packet, loop);
            one.done.accept(written.cause());
        });
    }

    /** RFC 5626 §4.4.1 and common practice: CRLFs, or the few zero bytes some devices send, hold a NAT open. */
    private static boolean isKeepAlive(DatagramPacket datagram) {
        var content = datagram.content();
        if (content.readableBytes() > 4) return false;
        return content.forEachByte(b -> b == '\r' || b == '\n' || b == 0) < 0;
    }
}
