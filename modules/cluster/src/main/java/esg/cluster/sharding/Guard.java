package esg.cluster.sharding;

import esg.cluster.fence.StartGate;
import esg.cluster.wire.Wire;
import esg.domain.account.AccountId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets an account's actor begin only when none made before it on this node is left, none in another group on any node, and no node that was
 * given up can still serve (BND-06). A change of {@code serveridxs} moves the
 * account to another shard, and shards know nothing of each other.
 */
final class Guard<M extends Wire> {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    /** Messages kept while the actor before hands over, which takes milliseconds; a second of calls to one account is less. */
    private static final int STASHED = 1_000;

    private final Running<M> running;
    private final Groups groups;
    private final ActorRef<Sweep.Command> sweep;
    private final StartGate gate;
    private final Function<AccountId, Behavior<M>> behavior;
    private final M release;

    Guard(
            Sweep.Setting<M> setting,
            ActorRef<Sweep.Command> sweep,
            StartGate gate,
            Function<AccountId, Behavior<M>> behavior) {
        this.running = setting.running();
        this.groups = setting.groups();
        this.release = setting.release();
        this.sweep = sweep;
        this.gate = gate;
        this.behavior = behavior;
    }

    /** The account's own behaviour, at once or after those before it were released and ended. */
    Behavior<M> entity(AccountId id) {
        return Behaviors.setup(ctx -> {
            var group = group(ctx.getSelf());
            var before = running.add(id, new Running.Entity<>(ctx.getSelf(), group));
            sweep.tell(new Sweep.Started(id, ctx.getSelf()));
            // Looked at after it was noted: either we see the newer group here, or the one who made it newer sees us.
            if (!groups.of(id).equals(group)) return Behaviors.stopped();
            boolean moved = groups.movedTo(group, id);
            boolean open = gate.isOpen();
            if (before.isEmpty() && !moved && open) return behavior.apply(id);
            var left = new HashSet<ActorRef<Void>>();
            for (var entity : before) {
                ctx.watch(entity.ref());
                entity.ref().tell(release);
                left.add(entity.ref().unsafeUpcast());
            }
            if (moved) {
                var others = ctx.spawn(othersLeft(id, group), "others");
                ctx.watch(others);
                left.add(others.unsafeUpcast());
            }
            if (!open) {
                var opening = ctx.spawn(gateOpens(), "gate");
                ctx.watch(opening);
                left.add(opening.unsafeUpcast());
            }
            return Behaviors.withStash(STASHED, stash -> waiting(id, stash, left, true));
        });
    }

    /** Ends when no other node runs the account: to be watched like an actor before it. */
    private Behavior<HandOver.Cleared> othersLeft(AccountId id, String group) {
        return Behaviors.setup(ctx -> {
            sweep.tell(new HandOver.Clear(id, group, ctx.getSelf()));
            return Behaviors.receiveMessage(_ -> Behaviors.stopped());
        });
    }

    /** Ends when no node that was given up can still serve. */
    private Behavior<HandOver.Cleared> gateOpens() {
        return Behaviors.setup(ctx -> {
            var self = ctx.getSelf();
            gate.whenOpen(() -> self.tell(new HandOver.Cleared()));
            return Behaviors.receiveMessage(_ -> Behaviors.stopped());
        });
    }

    /** @param wanted false: released itself while waiting; it ends without having begun, but not before the others here */
    private Behavior<M> waiting(AccountId id, StashBuffer<M> stash, Set<ActorRef<Void>> left, boolean wanted) {
        return Behaviors.receive(
                (ctx, message) -> {
                    if (message.equals(release)) {
                        ctx.getChildren().forEach(ctx::stop);
                        return waiting(id, stash, left, false);
                    }
                    if (stash.isFull()) LOG.warn("message dropped, hand-over takes too long account={}", id);
                    else stash.stash(message);
                    return Behaviors.same();
                },
                (_, signal) -> {
                    if (signal instanceof Terminated ended) left.remove(ended.getRef());
                    if (!left.isEmpty()) return Behaviors.same();
                    return wanted ? stash.unstashAll(behavior.apply(id)) : Behaviors.stopped();
                });
    }

    /** Its parent is the shard, which bears its id as name; {@code EntityContext.getShard} is somebody else. */
    private static String group(ActorRef<?> entity) {
        return URLDecoder.decode(entity.path().parent().name(), StandardCharsets.UTF_8);
    }
}
