package esg.sip.hep;

import esg.domain.account.Transport;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Malformed;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.packetlog.LocalEnd;
import esg.sip.packetlog.PacketLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Copies packets on their way to the packet log to the collectors. Nobody who tells it of a packet waits for anything. */
public final class HepExport implements PacketLog, AutoCloseable {
    private static final int SHORTEST = 5; // up to CRLFCRLF it holds a NAT or a connection open, and is no SIP

    private final PacketLog log;
    private final InstantSource clock;
    private final Hep3 format;
    private final List<Collector> collectors = new ArrayList<>();
    private volatile UnaryOperator<String> firstLegs = callId -> callId;

    private HepExport(PacketLog log, HepSettings settings, InstantSource clock) {
        this.log = log;
        this.clock = clock;
        this.format = new Hep3(settings.id(), settings.key());
    }

    /** Begins; without servers in the settings it does nothing. */
    public static HepExport before(PacketLog log, HepSettings settings) {
        return before(log, settings, InstantSource.system(), InetAddress::getAllByName);
    }

    static HepExport before(
            PacketLog log, HepSettings settings, InstantSource clock, CollectorAddress.Resolver resolver) {
        var export = new HepExport(log, settings, clock);
        for (var server : settings.servers()) {
            var address = CollectorAddress.follow(server, resolver, settings.resolve());
            export.collectors.add(
                    new Collector(server, address, carrier(server, address), settings.queue(), export::copy));
        }
        export.collectors.forEach(Collector::start);
        return export;
    }

    private static Carrier carrier(HepServer server, CollectorAddress address) {
        try {
            return server.stream() ? new TcpCarrier(address) : new UdpCarrier(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // no socket left at the start
        }
    }

    /**
     * How legs of a call are known to belong together.
     *
     * @param legs tells the Call-ID of the first leg of the call that has a leg with this one, or this one again
     */
    public void correlate(UnaryOperator<String> legs) {
        firstLegs = legs;
    }

    /** Copies so far that were {@code sent} or {@code dropped}, all collectors together. */
    public long count(String result) {
        return switch (result) {
            case "sent" -> collectors.stream().mapToLong(Collector::sent).sum();
            case "dropped" -> collectors.stream().mapToLong(Collector::dropped).sum();
            default -> throw new IllegalArgumentException(result);
        };
    }

    @Override
    public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
        log.sent(here, remote, ok, packet, worker);
        if (ok) offer(true, here, remote, packet); // what the socket did not take nobody else would have seen
    }

    @Override
    public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {
        log.received(here, remote, packet, worker);
        offer(false, here, remote, packet);
    }

    /** Its bytes are not kept, so there is nothing to copy. */
    @Override
    public void banned(Transport transport, InetSocketAddress remote, int worker) {
        log.banned(transport, remote, worker);
    }

    private void offer(boolean sent, LocalEnd here, InetSocketAddress remote, byte[] packet) {
        if (collectors.isEmpty() || packet.length < SHORTEST) return;
        var captured = new Captured(clock.instant(), sent, here, remote, packet);
        for (var collector : collectors) collector.offer(captured);
    }

    private byte[] copy(Captured packet) {
        var callId = callId(packet.packet);
        return format.copy(packet, callId.isEmpty() ? "" : firstLegs.apply(callId));
    }

    private static String callId(byte[] packet) {
        return switch (MessageParser.parse(packet)) {
            case Parsed(var message) -> message.callId();
            case Malformed(var request, int _, var _) when request != null -> request.callId();
            default -> "";
        };
    }

    @Override
    public void close() {
        collectors.forEach(Collector::close);
    }
}
