package esg.esg.why;

import esg.admin.why.Refused;
import esg.cluster.wire.Wire;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** What nodes ask each other of INVITEs they refused. */
sealed interface WhyCommand extends Wire {
    /** Say which you keep that have a number below this. */
    record Tell(long before, ActorRef<Told> replyTo) implements WhyCommand {}

    /** Show one with its packet. */
    record Show(long number, ActorRef<Document> replyTo) implements WhyCommand {}

    /** Say what would become of it where you are. */
    record Explain(long number, ActorRef<Document> replyTo) implements WhyCommand {}

    /**
     * The newest of them, as many as fit into a frame.
     *
     * @param addresses by which the node is known, exact ones
     * @param patterns the others
     * @param next what to ask for the rest with; 0 when that was all
     */
    record Told(String node, Set<String> addresses, List<String> patterns, List<Refused> refused, long next)
            implements Wire {}

    /**
     * An answer to people, handed on by the node they asked.
     *
     * @param packed empty when there is none
     * @param problem why; "" when the INVITE is not kept
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Document(byte[] packed, String problem) implements Wire {}
}
