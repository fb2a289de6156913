package esg.esg.events;

import esg.admin.events.Event;
import esg.cluster.wire.Wire;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What nodes ask each other of events. */
sealed interface EventCommand {
    /** Tell me what happens for a while; said again while somebody listens. */
    record Listen(ActorRef<Happened> to) implements EventCommand, Wire {}

    /** Look at the node. */
    record Due() implements EventCommand {}

    /** Some events of one look, in their order. */
    record Happened(List<Event> events) implements Wire {}
}
