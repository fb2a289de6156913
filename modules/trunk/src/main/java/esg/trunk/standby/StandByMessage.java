package esg.trunk.standby;

import esg.cluster.wire.Wire;
import esg.trunk.call.CallState;
import esg.trunk.call.RingingCall;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;

/** What the stand-by of a node hears: from other nodes about their calls, and from its own about the cluster. */
sealed interface StandByMessage {
    /**
     * A call of another node, new or changed.
     *
     * @param node address of that node
     */
    record Keep(String node, CallState call) implements StandByMessage, Wire {}

    /** A call of another node that is being set up. */
    record KeepRinging(String node, RingingCall call) implements StandByMessage, Wire {}

    /** A call of another node that has ended, or is kept elsewhere now. */
    record Forget(String node, String id) implements StandByMessage, Wire {}

    /** Somebody joined, left or was lost. */
    record Happened(ClusterDomainEvent event) implements StandByMessage {}
}
