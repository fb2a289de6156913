package esg.admin.monitor;

import esg.admin.monitor.CallPackets.Everywhere;
import esg.admin.monitor.CallPackets.Packet;
import java.util.Comparator;
import java.util.List;

/** A packet and the node that saw it. */
record Seen(String node, Packet packet) {
    /** All of them by time, as the clocks of their nodes had it; those of one node and one moment in the order of its log. */
    static List<Seen> of(Everywhere everywhere) {
        return everywhere.found().stream()
                .flatMap(found -> found.packets().stream().map(packet -> new Seen(found.node(), packet)))
                .sorted(Comparator.comparing(seen -> seen.packet().at()))
                .toList();
    }
}
