package esg.sip.packetlog;

import esg.domain.account.Transport;
import esg.sip.packetlog.PacketLogReader.Entry;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keeps the last packets in memory, on their way to the packet log, so that a diagram is there at once and without files. Each worker has
 * a share of the memory to itself: none waits for another.
 */
public final class RecentPackets implements PacketLog {
    private final PacketLog log;
    private final InstantSource clock;
    private final List<PacketRing> rings;

    private RecentPackets(PacketLog log, InstantSource clock, List<PacketRing> rings) {
        this.log = log;
        this.clock = clock;
        this.rings = List.copyOf(rings);
    }

    /**
     * Begins to keep them.
     *
     * @param bytes of all workers together; 0 keeps none
     */
    public static RecentPackets before(PacketLog log, long bytes, int workers) {
        return before(log, bytes, workers, InstantSource.system());
    }

    static RecentPackets before(PacketLog log, long bytes, int workers, InstantSource clock) {
        var rings = new ArrayList<PacketRing>();
        for (int i = 0; bytes > 0 && i < workers; i++) {
            rings.add(new PacketRing(Math.toIntExact(bytes / workers), PacketRing.micros(clock.instant())));
        }
        return new RecentPackets(log, clock, rings);
    }

    /** Whether any are kept. */
    public boolean keeps() {
        return !rings.isEmpty();
    }

    /** All packets of this time and later are here. After {@link #read}, it is so for what has been read. */
    public Instant reach() {
        return rings.stream()
                .map(ring -> Instant.ofEpochMilli(ring.reach()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    /**
     * Those from one time to another in which one of these texts stands, the oldest first.
     *
     * @param texts ISO 8859-1; looked for before a packet is copied, so that a search of all memory costs none
     */
    public Stream<Entry> read(Instant from, Instant to, Set<String> texts) {
        var found = new ArrayList<Entry>();
        var wanted = new PacketRing.Wanted(from, to, texts);
        rings.forEach(ring -> ring.read(wanted, found::add));
        return found.stream().sorted(Comparator.comparing(Entry::at));
    }

    @Override
    public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
        log.sent(here, remote, ok, packet, worker);
        keep(new PacketRing.What(true, ok, here.transport(), remote), packet, worker);
    }

    @Override
    public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {
        log.received(here, remote, packet, worker);
        keep(new PacketRing.What(false, true, here.transport(), remote), packet, worker);
    }

    @Override
    public void banned(Transport transport, InetSocketAddress remote, int worker) {
        log.banned(transport, remote, worker);
    }

    private void keep(PacketRing.What what, byte[] packet, int worker) {
        if (rings.isEmpty()) return;
        rings.get(Math.floorMod(worker, rings.size())).add(PacketRing.micros(clock.instant()), what, packet);
    }
}
