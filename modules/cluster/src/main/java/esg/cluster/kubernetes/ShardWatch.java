package esg.cluster.kubernetes;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.pekko.actor.ActorIdentity;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Identify;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.pattern.Patterns;

/**
 * Gives a lease back once its shard has stopped on this node. The shard is found by its path, which is Pekko's own affair: {@code LeaseTest}
 * fails when it changes.
 *
 * <p>A request of the shard may be under way when it stops, and be granted later; so the lease is given back again until that is over.
 */
final class ShardWatch {
    private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    /** Longer than Pekko waits for the API server (5 s). */
    private static final int TIMES = 8;

    private final ActorContext<Command> ctx;
    private final TimerScheduler<Command> timers;
    private final ShardLease lease;
    private final String path;

    sealed interface Command {}

    /** A shard asks for the lease. */
    record Asked() implements Command {}

    private record Found(Optional<ActorRef> shard, long asked, int left) implements Command {}

    private record Stopped() implements Command {}

    private record Again(int left) implements Command {}

    private ShardWatch(ActorContext<Command> ctx, TimerScheduler<Command> timers, ShardLease lease, String path) {
        this.ctx = ctx;
        this.timers = timers;
        this.lease = lease;
        this.path = path;
    }

    static Behavior<Command> create(ShardLease lease, String path) {
        return Behaviors.setup(
                ctx -> Behaviors.withTimers(timers -> new ShardWatch(ctx, timers, lease, path).unwatched()));
    }

    /** {@code esg-shard-account-~3} in system esg is {@code /system/sharding/account/%7E3}. */
    static String path(String system, String lease) {
        var shard = lease.substring((system + "-shard-").length());
        int dash = shard.indexOf('-');
        return "/system/sharding/" + shard.substring(0, dash) + "/"
                + URLEncoder.encode(shard.substring(dash + 1), StandardCharsets.UTF_8);
    }

    private Behavior<Command> unwatched() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Asked _ -> find(TIMES);
            case Again(int left) -> find(left);
            case Found found -> found(found);
            case Stopped _ -> Behaviors.same();
        });
    }

    private Behavior<Command> watching() {
        return Behaviors.receiveMessage(command -> switch (command) {
            case Asked _, Again _, Found _ -> Behaviors.same();
            case Stopped _ -> {
                find(TIMES);
                yield unwatched();
            }
        });
    }

    /** Who does not answer may only be busy: that is no reason to take the lease from a shard that runs. */
    private Behavior<Command> find(int left) {
        long asked = lease.asked();
        var selection = Adapter.toClassic(ctx.getSystem()).actorSelection(path);
        var answer = Patterns.ask(selection, new Identify(path), ANSWERS_WITHIN);
        ctx.pipeToSelf(
                answer,
                (identity, _) -> identity instanceof ActorIdentity known
                        ? new Found(known.getActorRef(), asked, left)
                        : new Again(left));
        return Behaviors.same();
    }

    private Behavior<Command> found(Found found) {
        if (found.shard.isPresent()) {
            timers.cancelAll();
            ctx.watchWith(Adapter.toTyped(found.shard.get()), new Stopped());
            return watching();
        }
        lease.releaseUnlessAsked(found.asked);
        if (found.left > 0) timers.startSingleTimer("again", new Again(found.left - 1), AGAIN_AFTER);
        return Behaviors.same();
    }
}
