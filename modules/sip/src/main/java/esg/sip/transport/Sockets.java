package esg.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.unix.UnixChannelOption;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;

/** The kinds of sockets this machine offers: the kernel's epoll, or Java NIO. */
record Sockets(TransportSettings settings, boolean epoll) {
    private static final int LARGEST_DATAGRAM = 65_535;

    static Sockets of(TransportSettings settings) {
        return new Sockets(settings, settings.epoll() && Epoll.isAvailable());
    }

    IoHandlerFactory ioHandler() {
        return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /** Whether each loop can have its own socket on one port: the kernel then spreads peers over the loops. */
    boolean perLoop() {
        return epoll && settings.workers() > 1;
    }

    private static SocketProtocolFamily family(InetAddress bind) {
        return bind instanceof Inet6Address ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET;
    }

    ServerBootstrap accepting(InetAddress bind) {
        var family = family(bind);
        var provider = SelectorProvider.provider();
        return new ServerBootstrap()
                .channelFactory(() ->
                        epoll ? new EpollServerSocketChannel(family) : new NioServerSocketChannel(provider, family))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true) // our own closed connections must not hold the port
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true);
    }

    /** A connection from the listener's address, from any port of it: the listening port is taken by the listener. */
    Bootstrap connecting(Flow flow) {
        var bind = flow.listener().bound().getAddress();
        var timeout = settings.tcp().connect().toMillis();
        var bootstrap = new Bootstrap()
                .channelFactory(() -> epoll ? new EpollSocketChannel() : new NioSocketChannel())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(timeout, Integer.MAX_VALUE))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true);
        return bind.isAnyLocalAddress() ? bootstrap : bootstrap.localAddress(new InetSocketAddress(bind, 0));
    }

    Bootstrap udp(InetAddress bind) {
        var family = family(bind);
        var bootstrap = new Bootstrap()
                .option(
                        ChannelOption.ALLOCATOR,
                        PooledByteBufAllocator.DEFAULT) // a tenth less CPU a call than Netty's adaptive one
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.SO_RCVBUF, settings.buffers())
                .option(ChannelOption.SO_SNDBUF, settings.buffers());
        if (!epoll) {
            return bootstrap
                    .channelFactory(() -> new NioDatagramChannel(family))
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(LARGEST_DATAGRAM));
        }
        return bootstrap
                .channelFactory(() -> new EpollDatagramChannel(family))
                .option(UnixChannelOption.SO_REUSEPORT, perLoop())
                .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, LARGEST_DATAGRAM)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(LARGEST_DATAGRAM * settings.batch()));
    }
}
