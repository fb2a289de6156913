package esg.admin.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What went over the wire for calls, as one node wrote it down; the wiring implements it by the node's packet log. */
@FunctionalInterface
public interface CallPackets {
    /**
     * Packets that carry one of the Call-IDs, the oldest first. Blocks: files are read. Empty when the node writes no packets down.
     *
     * @throws java.io.UncheckedIOException when they cannot be read
     */
    Optional<Found> of(Set<String> callIds, Instant from, Instant to);

    /**
     * What was found.
     *
     * @param node that wrote it
     * @param complete false when there is more than is read at once
     */
    record Found(String node, List<Packet> packets, boolean complete) {
        public Found {
            packets = List.copyOf(packets);
        }
    }

    /**
     * A packet of the node, or to it.
     *
     * @param ok whether it could be sent
     * @param peer {@code address:port}
     * @param line its first line
     * @param cseq number and method
     * @param reason value of its Reason header; "" without one
     */
    record Packet(
            Instant at,
            boolean sent,
            boolean ok,
            String transport,
            String peer,
            String callId,
            String line,
            String cseq,
            String reason) {}
}
