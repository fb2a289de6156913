package esg.cluster.fence;

import esg.cluster.lifeline.Lifeline;
import esg.cluster.lifeline.LifelineSettings;
import esg.cluster.placement.Membership;
import esg.cluster.wire.Wire;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.ClusterEvent.MemberDowned;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/** Tells fence, promises, gate and lifeline who is a member, gives up the proven dead, and asks survivors about their promises. */
final class WatchActor {
    /** Its name, by which those of other nodes find it. */
    static final String NAME = "esg-failure-watch";

    private static final Duration ASK_AGAIN = Duration.ofMillis(50);

    sealed interface Command {}

    private record Joined(CurrentClusterState state) implements Command {}

    private record Happened(ClusterDomainEvent event) implements Command {}

    private record AskAgain() implements Command {}

    /** @param counts the fence was open, so that it is ours to act upon */
    record Died(long uid, boolean counts) implements Command {}

    record GivenUp(String why) implements Command {}

    /** Another node: "this member is down; grant it nothing more, and how long may it still rely on you?" */
    record Asked(long uid, ActorRef<Left> replyTo) implements Command, Wire {}

    /** @param node address of the one that answers */
    record Left(long uid, String node, long nanos) implements Command, Wire {}

    record Parts(Fence fence, Promises promises, StartGate gate, Lifeline lifeline, LifelineSettings settings) {}

    private record State(Membership membership, Roll roll, Set<Long> dead, Set<Long> exited) {
        static final State NONE = new State(Membership.NONE, Roll.NONE, Set.of(), Set.of());

        State with(Membership now) {
            return new State(now, Rolls.roll(now, roll), dead, exited);
        }

        State died(long uid) {
            return new State(membership, roll, plus(dead, Set.of(uid)), exited);
        }

        State left(Set<Long> uids) {
            return uids.isEmpty() ? this : new State(membership, roll, dead, plus(exited, uids));
        }

        private static Set<Long> plus(Set<Long> uids, Set<Long> more) {
            var all = new HashSet<>(uids);
            all.addAll(more);
            return Set.copyOf(all);
        }
    }

    private final ActorContext<Command> ctx;
    private final TimerScheduler<Command> timers;
    private final Cluster cluster;
    private final Parts parts;
    private final long self;
    private final String node;
    private final long promise;

    private WatchActor(ActorContext<Command> ctx, TimerScheduler<Command> timers, Parts parts) {
        this.ctx = ctx;
        this.timers = timers;
        this.parts = parts;
        cluster = Cluster.get(ctx.getSystem().classicSystem());
        self = cluster.selfUniqueAddress().longUid();
        node = cluster.selfAddress().toString();
        promise = parts.settings.fence().plus(parts.settings.margin()).toNanos();
    }

    static Behavior<Command> create(Parts parts) {
        return Behaviors.setup(ctx -> Behaviors.withTimers(timers -> {
            var actor = new WatchActor(ctx, timers, parts);
            actor.subscribe();
            return actor.watching(State.NONE);
        }));
    }

    /** The state first and as one: seen member by member, a node would take itself to be alone. */
    private void subscribe() {
        ctx.messageAdapter(CurrentClusterState.class, Joined::new);
        var events = ctx.messageAdapter(ClusterDomainEvent.class, Happened::new);
        cluster.subscribe(
                Adapter.toClassic(events),
                ClusterEvent.initialStateAsSnapshot(),
                ClusterEvent.MemberEvent.class,
                ClusterEvent.ClusterShuttingDown$.class);
    }

    private Behavior<Command> watching(State state) {
        return Behaviors.receive((_, command) -> on(command, state), (_, signal) -> {
            if (signal instanceof PostStop) parts.fence.end();
            return Behaviors.same();
        });
    }

    private Behavior<Command> on(Command command, State state) {
        return switch (command) {
            case Joined(var now) -> changed(state.with(Membership.of(now)));
            case Happened(var event) -> happened(event, state);
            case Died died -> died(died, state.died(died.uid));
            case GivenUp(var why) -> givenUp(why);
            case Asked asked -> {
                answer(asked);
                yield Behaviors.same();
            }
            case Left(long uid, var from, long nanos) -> {
                parts.gate.told(uid, from, nanos);
                yield Behaviors.same();
            }
            case AskAgain _ -> ask();
        };
    }

    private Behavior<Command> happened(ClusterDomainEvent event, State state) {
        if (event instanceof ClusterEvent.ClusterShuttingDown$) return end();
        var next = state.with(state.membership.after(event));
        if (event instanceof MemberRemoved removed) {
            if (removed.previousStatus().equals(MemberStatus.exiting()))
                next = next.left(Set.of(Rolls.uid(removed.member())));
            removed(removed, next);
        }
        if (event instanceof MemberDowned downed) downed(downed.member(), next);
        return changed(next);
    }

    /**
     * What follows is a removal of everybody in turn. A node that counted on would find itself alone, and in the right; one that
     * believed it would tell those who stay that they are given up.
     */
    private Behavior<Command> end() {
        parts.fence.end();
        parts.promises.members(Set.of());
        return Behaviors.receiveMessage(command -> {
            if (command instanceof Asked asked) answer(asked);
            return Behaviors.same();
        });
    }

    private void answer(Asked asked) {
        asked.replyTo.tell(new Left(asked.uid, node, parts.promises.left(asked.uid)));
    }

    private Behavior<Command> changed(State state) {
        var next = state.left(Rolls.exiting(state.membership));
        parts.promises.members(Rolls.standing(next.membership).map(Rolls::uid).collect(Collectors.toSet()));
        parts.lifeline.peers(Rolls.peers(next.membership, self));
        parts.fence.members(next.roll, next.exited);
        parts.gate.survivors(survivors(next), promise);
        return watching(next);
    }

    private void downed(Member member, State state) {
        long uid = Rolls.uid(member);
        if (uid == self) parts.fence.latch("downed");
        else suspect(uid, state);
    }

    private void removed(MemberRemoved removed, State state) {
        long uid = Rolls.uid(removed.member());
        if (uid == self) parts.fence.end();
        else suspect(uid, state); // downed before, mostly; else it left, and its process need not have ended
    }

    private void suspect(long uid, State state) {
        parts.promises.refuse(uid);
        if (state.dead.contains(uid)) return;
        parts.gate.close(uid, survivors(state));
        parts.gate.told(uid, node, parts.promises.left(uid));
        ask();
        timers.startTimerWithFixedDelay(new AskAgain(), ASK_AGAIN);
    }

    private Set<String> survivors(State state) {
        return Rolls.standing(state.membership)
                .filter(member -> Rolls.uid(member) != self)
                .map(member -> member.address().toString())
                .collect(Collectors.toSet());
    }

    private Behavior<Command> ask() {
        var unanswered = parts.gate.unanswered();
        var resolver = ActorRefResolver.get(ctx.getSystem());
        unanswered.forEach((uid, nodes) -> {
            for (var survivor : nodes) {
                ActorRef<Command> there = resolver.resolveActorRef(survivor + "/system/" + NAME);
                there.tell(new Asked(uid, ctx.getSelf().narrow()));
            }
        });
        if (unanswered.isEmpty()) timers.cancel(new AskAgain());
        return Behaviors.same();
    }

    /** Others may have given it up before: its death is news all the same, and opens the gate that was closed for want of a proof. */
    private Behavior<Command> died(Died died, State state) {
        parts.gate.proven(died.uid);
        if (died.counts) {
            state.membership.members().values().stream()
                    .filter(member -> Rolls.uid(member) == died.uid)
                    .findAny()
                    .ifPresent(this::dead);
        }
        return watching(state);
    }

    private void dead(Member member) {
        if (!member.status().equals(MemberStatus.down())) {
            ctx.getLog().warn("member downed, its process has ended node={}", member.address());
            cluster.down(member.address());
        }
        var death = new Death(member.address(), Rolls.uid(member));
        ctx.getSystem().eventStream().tell(new EventStream.Publish<>(death));
    }

    private Behavior<Command> givenUp(String why) {
        ctx.getLog().error("this node gives up, it has to be started again reason={}", why);
        cluster.down(cluster.selfAddress());
        return Behaviors.same();
    }
}
