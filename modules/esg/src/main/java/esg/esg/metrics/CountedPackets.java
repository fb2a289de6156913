package esg.esg.metrics;

import esg.domain.account.Transport;
import esg.sip.packetlog.LocalEnd;
import esg.sip.packetlog.PacketLog;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts packets on their way to the packet log, which sees them all. */
public final class CountedPackets implements PacketLog {
    /** What became of a packet. */
    enum Kind {
        SENT,
        NOT_SENT,
        RECEIVED,
        BANNED
    }

    private final PacketLog log;
    private final Map<Kind, Map<Transport, LongAdder>> counts =
            new EnumMap<>(Kind.class); // never changed, so any thread may read

    public CountedPackets(PacketLog log) {
        this.log = log;
        for (var kind : Kind.values()) {
            var byTransport = new EnumMap<Transport, LongAdder>(Transport.class);
            for (var transport : Transport.values()) byTransport.put(transport, new LongAdder());
            counts.put(kind, byTransport);
        }
    }

    /** Packets so far. */
    long count(Kind kind, Transport transport) {
        return adder(kind, transport).sum();
    }

    private LongAdder adder(Kind kind, Transport transport) {
        var byTransport = counts.get(kind);
        var adder = byTransport == null ? null : byTransport.get(transport);
        if (adder == null) throw new IllegalStateException(kind + " " + transport);
        return adder;
    }

    @Override
    public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
        adder(ok ? Kind.SENT : Kind.NOT_SENT, here.transport()).increment();
        log.sent(here, remote, ok, packet, worker);
    }

    @Override
    public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {
        adder(Kind.RECEIVED, here.transport()).increment();
        log.received(here, remote, packet, worker);
    }

    @Override
    public void banned(Transport transport, InetSocketAddress remote, int worker) {
        adder(Kind.BANNED, transport).increment();
        log.banned(transport, remote, worker);
    }
}
