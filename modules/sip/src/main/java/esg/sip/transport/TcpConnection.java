package esg.sip.transport;

import esg.sip.message.StreamFramer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection, in the clear or with TLS around it, whoever opened it; all but {@link #send} runs on its loop. */
final class TcpConnection extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger log = LoggerFactory.getLogger(TcpConnection.class);

    private record Unsent(byte[] packet, Consumer<@Nullable Throwable> done) {}

    private static final byte[] PONG = {'\r', '\n'};
    /** 64*T1: a sender gives up its transaction then, so the rest of its message helps nobody. */
    private static final long HALF_MESSAGE_MILLIS = 32_000;

    private final Flow flow;
    private final NettyLoop loop;
    private final Serving serving;
    private final Consumer<TcpConnection> onEnd;
    private final StreamFramer framer;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private @Nullable Channel channel;
    private @Nullable InetSocketAddress local;
    private long unsent;
    private long lastMoved;
    private final List<Unsent> gathered = new ArrayList<>();
    private Throwable why = new ClosedChannelException();
    private volatile boolean connecting;
    private volatile boolean ended;

    TcpConnection(Flow flow, NettyLoop loop, Serving serving, Consumer<TcpConnection> onEnd) {
        this.flow = flow;
        this.loop = loop;
        this.serving = serving;
        this.onEnd = onEnd;
        this.framer = new StreamFramer(serving.tcp().maxMessage());
    }

    Flow flow() {
        return flow;
    }

    /** False once it can carry nothing more; true while the peer has yet to accept. */
    boolean isUsable() {
        return !ended;
    }

    void connect() {
        var bootstrap = serving.kind().connecting(flow).group(loop.eventLoop()).handler(secured());
        connecting = true;
        var _ = bootstrap.connect(flow.remote()).addListener(connected -> {
            connecting = false;
            if (!connected.isSuccess()) end(connected.cause());
        });
    }

    private ChannelHandler secured() {
        if (!serving.handshakes().secures(flow.listener())) return this;
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel fresh) {
                fresh.pipeline().addLast(serving.handshakes().connect(flow), TcpConnection.this);
            }
        };
    }

    void send(byte[] packet, Consumer<@Nullable Throwable> done) {
        if (loop.inLoop()) write(packet, done);
        else loop.execute(() -> write(packet, done));
    }

    private void write(byte[] packet, Consumer<@Nullable Throwable> done) {
        if (ended) failed(packet, done, why);
        else if (unsent > serving.tcp().maxUnsent()) failed(packet, done, new IOException("the peer reads nothing"));
        else if (channel == null) hold(packet, done);
        else if (!serving.gate().isOpen()) serving.hold(flow, packet, loop, done);
        else gather(new Unsent(packet, done));
    }

    private void hold(byte[] packet, Consumer<@Nullable Throwable> done) {
        unsent += packet.length;
        waiting.add(() -> write(packet, done)); // by then there is a channel, or an end
    }

    private void gather(Unsent one) {
        unsent += one.packet.length;
        if (gathered.isEmpty()) loop.execute(this::flush);
        gathered.add(one);
    }

    private void write(Channel open, Unsent one) {
        lastMoved = loop.millis();
        var buffer = open.alloc().directBuffer(one.packet.length).writeBytes(one.packet);
        var _ = open.write(buffer).addListener(written -> {
            unsent -= one.packet.length;
            serving.sent(flow, written.isSuccess(), one.packet, loop);
            one.done.accept(written.cause());
        });
    }

    private void failed(byte[] packet, Consumer<@Nullable Throwable> done, Throwable cause) {
        serving.sent(flow, false, packet, loop);
        done.accept(cause);
    }

    /** Asks the gate again, as {@link UdpSocket} does. */
    private void flush() {
        if (gathered.isEmpty()) return;
        var batch = List.copyOf(gathered);
        gathered.clear();
        var open = channel;
        boolean held = !serving.gate().isOpen();
        for (var one : batch) {
            if (!ended && !held && open != null) {
                write(open, one);
                continue;
            }
            unsent -= one.packet.length;
            if (ended) failed(one.packet, one.done, why);
            else serving.hold(flow, one.packet, loop, one.done);
        }
        if (open != null) open.flush();
    }

    /** What waits to be sent waits for the end of the handshake too: the gate is asked when it can really leave. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        var tls = context.pipeline().get(SslHandler.class);
        if (tls == null) {
            opened(context.channel());
            return;
        }
        var _ = tls.handshakeFuture().addListener(done -> {
            if (done.isSuccess()) opened(context.channel());
            else end(new IOException(serving.handshakes().failed(flow, done.cause())));
        });
    }

    private void opened(Channel open) {
        channel = open;
        if (open.localAddress() instanceof InetSocketAddress own) {
            local = own;
            flow.listener().connected(flow.remote(), own);
        }
        lastMoved = loop.millis();
        watch();
        unsent = 0;
        for (var held = waiting.poll(); held != null; held = waiting.poll()) held.run();
    }

    /** Looks now and then instead of moving a timer with every packet. */
    private void watch() {
        var idle = serving.tcp().idle().toMillis();
        loop.after(Math.min(idle, HALF_MESSAGE_MILLIS), () -> {
            if (ended || channel == null) return;
            var silent = loop.millis() - lastMoved;
            if (silent >= idle || (framer.isWaiting() && silent >= HALF_MESSAGE_MILLIS)) {
                var _ = channel.close();
            } else watch();
        });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf read) {
        lastMoved = loop.millis();
        var bytes = new byte[read.readableBytes()];
        read.readBytes(bytes);
        framer.feed(bytes, 0, bytes.length, this::framed);
    }

    /** A peer that is denied by now keeps no connection, whoever opened it. */
    private void framed(StreamFramer.Frame frame) {
        if (!serving.filter().admits(flow.listener(), flow.remote(), loop.index())) {
            close();
            return;
        }
        switch (frame) {
            case StreamFramer.Frame.Message message -> received(message.bytes());
            case StreamFramer.Frame.Ping _ -> write(PONG, cause -> {}); // RFC 5626 §4.4.1
            case StreamFramer.Frame.Broken(var why) -> {
                log.info("connection closed, stream broken remote={} reason={}", Addresses.text(flow.remote()), why);
                // After what is queued on the loop: the answer that tells the peer why must still leave.
                loop.execute(this::close);
            }
        }
    }

    private void received(byte[] packet) {
        try {
            serving.handler().received(loop, flow, packet);
        } catch (RuntimeException bug) { // the stream is whole; one message that finds a bug need not end it
            log.error("packet failed remote={} size={}", Addresses.text(flow.remote()), packet.length, bug);
        }
    }

    private void close() {
        flush();
        if (channel != null) {
            var _ = channel.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        end(new ClosedChannelException());
        serving.handler().connectionClosed(flow);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        // Also of a connection that was gone before it was ever active; one that failed to open says itself why.
        if (!connecting) end(new ClosedChannelException());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("connection failed remote={} reason={}", Addresses.text(flow.remote()), cause.toString());
        // A client's certificate is judged after its end of the handshake (RFC 8446 §4.4.2.4); what failed before has
        // been told.
        if (channel != null && serving.handshakes().secures(flow.listener())) {
            end(new IOException(serving.handshakes().failed(flow, cause)));
        }
        var _ = context.close();
    }

    private void end(Throwable cause) {
        if (ended) return;
        ended = true;
        if (local != null) flow.listener().disconnected(flow.remote(), local);
        onEnd.accept(this);
        why = cause;
        for (var held = waiting.poll(); held != null; held = waiting.poll()) held.run();
    }
}
