package esg.admin.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** What went over the wire for calls, as the nodes wrote it down; the wiring implements it by their packet logs. */
@FunctionalInterface
public interface CallPackets {
    /** Asks every node that answers. Never fails: who does not answer is named. */
    CompletionStage<Everywhere> of(Search search);

    /** Packets that carry one of the Call-IDs, from one time to another. */
    record Search(Set<String> callIds, Instant from, Instant to) {
        public Search {
            callIds = Set.copyOf(callIds);
        }
    }

    /**
     * What came of it.
     *
     * @param found by node, each in the order of its log
     * @param silent nodes that did not answer, or could not read what they wrote
     */
    record Everywhere(List<Found> found, List<String> silent) {
        public Everywhere {
            found = List.copyOf(found);
            silent = List.copyOf(silent);
        }

        /** Whether any node that answered writes packets down. */
        public boolean written() {
            return found.stream().anyMatch(Found::written);
        }
    }

    /**
     * What was found on one node.
     *
     * @param packets the oldest first
     * @param complete false when there is more than is read at once
     * @param written false when the node writes no packets down
     */
    record Found(String node, List<Packet> packets, boolean complete, boolean written) {
        public Found {
            packets = List.copyOf(packets);
        }

        /** Of a node that writes none down. */
        public static Found nothing(String node) {
            return new Found(node, List.of(), true, false);
        }
    }

    /**
     * A packet of the node, or to it.
     *
     * @param ok whether it could be sent
     * @param peer {@code address:port}
     * @param own {@code address:port} that the node gave for itself in it; "" where it gave none, as in all it received
     * @param line its first line
     * @param cseq number and method
     * @param reason value of its Reason header; "" without one
     * @param text all of it, a character for each byte
     */
    record Packet(
            Instant at,
            boolean sent,
            boolean ok,
            String transport,
            String peer,
            String own,
            String callId,
            String line,
            String cseq,
            String reason,
            String text) {}
}
