package esg.trunk.remote;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/** The exchanges of all nodes, by the address of their actor system. */
final class Peers {
    private final ActorRefResolver resolver;
    private final ActorRef<Exchange.Command> self;
    private final String own;

    Peers(ActorContext<Exchange.Command> ctx) {
        resolver = ActorRefResolver.get(ctx.getSystem());
        self = ctx.getSelf();
        own = ctx.getSystem().address().toString();
    }

    /** Also this node's own: an account may have come here meanwhile. */
    ActorRef<Exchange.Command> at(String node) {
        return node.equals(own) ? self : resolver.resolveActorRef(node + "/system/" + Exchange.NAME);
    }
}
