package esg.trunk.account;

import esg.trunk.ping.Ping;
import esg.trunk.ping.PingPath;
import esg.trunk.ping.PingState;
import esg.trunk.ping.PingTarget;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/** The child that pings for an account, while one is wanted. Belongs to that account's actor. */
final class Pings {
    private record Pinging(PingTarget target, ActorRef<Ping.Command> ref) {}

    private final ActorContext<AccountCommand> ctx;
    private final Ping.Services services;
    private @Nullable Pinging pinging;

    Pings(ActorContext<AccountCommand> ctx, Ping.Services services) {
        this.ctx = ctx;
        this.services = services;
    }

    boolean running() {
        return pinging != null;
    }

    boolean running(PingTarget target) {
        return pinging != null && pinging.target.equals(target);
    }

    /** By this path from now on. */
    void start(PingTarget target, PingPath path) {
        var watcher = ctx.messageAdapter(PingState.class, AccountEvent.Pinged::new);
        var child = ctx.spawnAnonymous(Ping.create(services, target, path, watcher));
        ctx.watchWith(child, new AccountEvent.PingEnded());
        pinging = new Pinging(target, child);
    }

    void follow(PingPath path) {
        if (pinging != null) pinging.ref.tell(new Ping.Follow(path));
    }

    void stop() {
        if (pinging == null) return;
        ctx.unwatch(pinging.ref);
        ctx.stop(pinging.ref);
        pinging = null;
    }

    /** It has stopped by itself. */
    void ended() {
        pinging = null;
    }
}
