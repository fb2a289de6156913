package esg.esg.nodes;

import esg.admin.monitor.CallQuery;
import esg.admin.monitor.Monitor;
import esg.admin.nodes.LogLevel;
import esg.cluster.wire.Wire;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/** What nodes ask of each other. */
sealed interface NodeCommand extends Wire {
    /** Say how you are, in as many parts as it takes. */
    record Tell(Monitor.Wanted wanted, ActorRef<RollCall.Message> replyTo) implements NodeCommand {}

    /** Say how you are, and which of your calls these are. */
    record TellCalls(CallQuery query, ActorRef<RollCall.Message> replyTo) implements NodeCommand {}

    /** Log as much as this from now on. */
    record SetLogLevel(LogLevel level, ActorRef<Done> replyTo) implements NodeCommand {}

    /** Drain; answered when it has begun. */
    record Drain(ActorRef<Done> replyTo) implements NodeCommand {}

    /** End a call. */
    record HangUp(String call, ActorRef<HungUp> replyTo) implements NodeCommand {}

    /** Whether the call lived there. */
    record HungUp(boolean lived) implements Wire {}
}
