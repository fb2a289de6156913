package esg.esg.diagram;

import esg.cluster.wire.Wire;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What nodes ask each other of packets. */
sealed interface PacketsCommand extends Wire {
    /**
     * Say which you wrote down.
     *
     * @param from milliseconds since 1970; {@code to} likewise
     */
    record Find(Set<String> callIds, long from, long to, ActorRef<Told> replyTo) implements PacketsCommand {}

    /**
     * All that fits into a frame, the oldest.
     *
     * @param packed a list of {@link esg.admin.monitor.CallPackets.Packet}
     * @param complete false when there is more
     * @param written false when the node writes none down
     * @param problem why they cannot be told; "" when they are
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Told(String node, byte[] packed, boolean complete, boolean written, String problem) implements Wire {}
}
