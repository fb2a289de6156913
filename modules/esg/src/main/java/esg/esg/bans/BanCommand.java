package esg.esg.bans;

import esg.admin.bans.BanState;
import esg.cluster.wire.Wire;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/** What nodes say to each other about bans. */
sealed interface BanCommand extends Wire {
    /** Say what you know. */
    record Tell(ActorRef<Told> replyTo) implements BanCommand {}

    /** Forget what this source did; says whether there was anything to forget. */
    record Lift(String address, ActorRef<Lifted> replyTo) implements BanCommand {}

    /** I have banned this source, for so long from now. */
    record Follow(String node, String address, Duration term, String why) implements BanCommand {}

    /** What a node knows, as much as fits into a frame. */
    record Told(String node, List<BanState> bans) implements Wire {}

    record Lifted(boolean done) implements Wire {}
}
