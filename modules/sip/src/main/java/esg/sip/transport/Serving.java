package esg.sip.transport;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What every socket of the node works with.
 *
 * @param held packets not sent because the gate was closed
 * @param handshakes secures connections of TLS listeners
 */
record Serving(
        Sockets kind,
        List<NettyLoop> loops,
        Surroundings around,
        LongAdder held,
        StunDatagrams stun,
        Handshakes handshakes) {
    PacketFilter filter() {
        return around.filter();
    }

    PacketHandler handler() {
        return around.handler();
    }

    /** Takes note of a packet of ours. */
    void sent(Flow flow, boolean ok, byte[] packet, NettyLoop loop) {
        if (!StunDatagrams.is(packet)) around.packets().sent(flow.listener(), flow.remote(), ok, packet, loop.index());
    }

    SendGate gate() {
        return around.gate();
    }

    TransportSettings.Tcp tcp() {
        return kind.settings().tcp();
    }

    /** A packet that met a closed gate. */
    void hold(Flow flow, byte[] packet, NettyLoop loop, Consumer<@Nullable Throwable> done) {
        held.increment();
        sent(flow, false, packet, loop);
        done.accept(new SendRefused());
    }
}
