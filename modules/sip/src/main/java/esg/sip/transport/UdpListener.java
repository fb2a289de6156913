package esg.sip.transport;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The UDP sockets of one listener: one per loop where the kernel can share a port, else one. */
record UdpListener(Listener listener, List<UdpSocket> sockets) {
    static UdpListener open(ListenerSettings settings, Serving serving) throws BindFailure {
        var kind = serving.kind();
        var loops = serving.loops();
        var sockets = new ArrayList<UdpSocket>();
        var address = settings.bind();
        if (kind.perLoop() && address.getPort() != 0) refuseTaken(settings);
        for (var loop : kind.perLoop() ? loops : loops.subList(0, 1)) {
            var socket = new UdpSocket(loop, serving);
            var bound = socket.bind(kind.udp(address.getAddress()), address).awaitUninterruptibly();
            var cause = bound.cause();
            if (cause != null) throw new BindFailure(settings, String.valueOf(cause.getMessage()), cause);
            var port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
            address = new InetSocketAddress(address.getAddress(), port);
            sockets.add(socket);
        }
        return new UdpListener(new Listener(settings, address), List.copyOf(sockets));
    }

    /** SO_REUSEPORT would share the port with another process of ours silently, and each would miss packets. */
    private static void refuseTaken(ListenerSettings settings) throws BindFailure {
        try (var probe = new DatagramSocket(null)) {
            probe.setReuseAddress(false);
            probe.bind(settings.bind());
        } catch (IOException taken) {
            throw new BindFailure(settings, String.valueOf(taken.getMessage()), taken);
        }
    }

    void serve() {
        for (var socket : sockets) socket.serve(listener);
    }

    void send(Flow flow, byte[] packet, Consumer<@Nullable Throwable> done) {
        for (var socket : sockets) {
            if (socket.loop().inLoop()) {
                socket.send(flow, packet, done);
                return;
            }
        }
        sockets.get(Math.floorMod(flow.remote().hashCode(), sockets.size())).send(flow, packet, done);
    }
}
