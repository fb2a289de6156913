package esg.trunk.standby;

import esg.cluster.wire.Wire;
import esg.trunk.call.CallState;
import esg.trunk.call.RingingCall;
import java.util.List;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;

/** What the stand-by of a node hears: from other nodes about their calls, and from its own about the cluster. */
sealed interface StandByMessage {
    /**
     * Calls of another node, as they are now; each is told of in one of the lists.
     *
     * @param node address of that node
     * @param ringing calls that are being set up
     * @param talking established calls
     * @param ended ids of calls that have ended, or are kept elsewhere now
     */
    record Changes(String node, List<RingingCall> ringing, List<CallState> talking, List<String> ended)
            implements StandByMessage, Wire {
        public Changes {
            ringing = List.copyOf(ringing);
            talking = List.copyOf(talking);
            ended = List.copyOf(ended);
        }
    }

    /** Somebody joined, left or was lost. */
    record Happened(ClusterDomainEvent event) implements StandByMessage {}
}
