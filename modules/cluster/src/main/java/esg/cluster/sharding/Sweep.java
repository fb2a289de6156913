package esg.cluster.sharding;

import esg.cluster.placement.Draining;
import esg.cluster.placement.Membership;
import esg.cluster.wire.Wire;
import esg.domain.account.AccountId;
import esg.domain.config.Config;
import esg.domain.config.ConfigChange;
import esg.domain.config.ConfigFeed;
import esg.domain.placement.Instance;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Sees on its node that the accounts that belong here run, and that those that run here know of changes. Every node of role esg has one;
 * each wakes only the accounts it is the best instance for, so that no account is woken by all.
 */
final class Sweep<M> {
    /** Its name, by which sweeps of other nodes find it. */
    static final String NAME = "esg-sweep";

    private static final Duration REPEAT = Duration.ofSeconds(1);
    private static final Duration PROBE_AGAIN = Duration.ofMillis(20);
    private static final Duration PROBING = Duration.ofSeconds(5);
    private static final String PROBE = "probe";
    private static final String LOSS = "loss";

    sealed interface Command
            permits Begin,
                    Drain,
                    Departing,
                    End,
                    Started,
                    Ended,
                    Changed,
                    Happened,
                    Due,
                    RestartDue,
                    RepeatDue,
                    ProbeDue,
                    HandOver.Vacate,
                    HandOver.Vacated,
                    HandOver.Clear {}

    /** Sharding is there: accounts may be woken from now on. */
    record Begin() implements Command {}

    /** This node drains from now on: its accounts go where they can, see {@link Draining}. */
    record Drain() implements Command {}

    /** Another node says that it drains. */
    record Departing(String address, long uid) implements Command, Wire {}

    /** The node leaves: nothing is to be started here any more. */
    record End() implements Command {}

    record Started(AccountId id, ActorRef<?> entity) implements Command {}

    private record Ended(AccountId id, ActorRef<?> entity) implements Command {}

    private record Changed(ConfigChange change) implements Command {}

    private record Happened(ClusterDomainEvent event) implements Command {}

    private record Due() implements Command {}

    private record RepeatDue() implements Command {}

    private record ProbeDue() implements Command {}

    private record RestartDue(AccountId id) implements Command {}

    /**
     * @param self this node
     * @param groups of all accounts
     * @param running those on this node
     * @param wake sends look to an account, wherever it belongs, which starts it
     */
    record Setting<M>(
            Instance self,
            ConfigFeed feed,
            Groups groups,
            Running<M> running,
            Consumer<AccountId> wake,
            M look,
            M release,
            Duration interval,
            Duration restartDelay) {}

    private final ActorContext<Command> ctx;
    private final TimerScheduler<Command> timers;
    private final Setting<M> setting;
    private final HandOver<M> handOver;
    private final Waking<M> waking;
    private final UniqueAddress self;
    private final Draining draining;
    private final Function<String, ActorRef<Command>> peer;

    private Set<AutoCloseable> subscriptions = Set.of();

    private Sweep(ActorContext<Command> ctx, TimerScheduler<Command> timers, Setting<M> setting) {
        this.ctx = ctx;
        this.timers = timers;
        this.setting = setting;
        self = Cluster.get(ctx.getSystem()).selfMember().uniqueAddress();
        draining = Draining.of(ctx.getSystem());
        var resolver = ActorRefResolver.get(ctx.getSystem());
        peer = node -> resolver.resolveActorRef(node + "/system/" + NAME);
        handOver = new HandOver<>(setting, self.address().toString(), peer);
        waking = new Waking<>(setting, timers::isTimerActive);
    }

    static <M> Behavior<Command> create(Setting<M> setting) {
        return Behaviors.setup(
                ctx -> Behaviors.withTimers(timers -> new Sweep<>(ctx, timers, setting).sweeping(Membership.NONE)));
    }

    private Behavior<Command> sweeping(Membership membership) {
        return Behaviors.receive((_, command) -> on(command, membership), (_, signal) -> {
            if (signal instanceof PostStop) unsubscribe();
            return Behaviors.same();
        });
    }

    private Behavior<Command> on(Command command, Membership membership) {
        var live = membership.live().values();
        switch (command) {
            case Begin _ -> subscribe();
            case End _ -> {
                return Behaviors.stopped();
            }
            case Drain _ -> {
                draining.mark(self);
                announce(membership);
                return membersChanged(membership, draining.in(membership));
            }
            case Departing(var address, long uid) -> {
                return departing(membership, address, uid);
            }
            case Happened(var event) -> {
                if (event instanceof MemberRemoved gone)
                    draining.forget(gone.member().uniqueAddress());
                return membersChanged(membership, draining.in(membership.after(event)));
            }
            case Changed(var change) -> change.accounts().forEach(id -> tellChange(id, change.after(), live));
            case Started(var id, var entity) -> started(id, entity, live);
            case ProbeDue _ -> probe(live);
            case Ended(var id, var entity) -> ended(id, entity, live);
            case RestartDue(var id) -> {
                if (setting.groups.configured(id)) waking.ifMissing(id, live);
            }
            case Due _ -> sweep(live);
            case HandOver.Vacate request -> handOver.vacate(request);
            case HandOver.Vacated answer -> handOver.vacated(answer);
            case HandOver.Clear request ->
                handOver.clear(request, nodes(membership), ctx.getSelf().narrow());
            case RepeatDue _ -> {
                handOver.repeat(ctx.getSelf().narrow());
                if (draining.contains(self)) announce(membership);
            }
        }
        return Behaviors.same();
    }

    private void subscribe() {
        var events = ctx.messageAdapter(ClusterDomainEvent.class, Happened::new);
        var cluster = Cluster.get(ctx.getSystem()).subscriptions();
        cluster.tell(new Subscribe<>(events.narrow(), MemberEvent.class));
        cluster.tell(new Subscribe<>(events.narrow(), ReachabilityEvent.class));
        var self = ctx.getSelf();
        subscriptions = Set.of(setting.feed.subscribe(change -> self.tell(new Changed(change))));
        timers.startTimerWithFixedDelay(new Due(), setting.interval);
        timers.startTimerWithFixedDelay(new RepeatDue(), REPEAT);
    }

    /** To all that may run accounts. Repeated, for one may have missed it, or come after. */
    private void announce(Membership membership) {
        for (var node : nodes(membership)) {
            if (node.equals(self.address().toString())) continue;
            peer.apply(node).tell(new Departing(self.address().toString(), self.longUid()));
        }
    }

    /** A member not known yet says it again. */
    private Behavior<Command> departing(Membership membership, String address, long uid) {
        for (var node : membership.members().keySet()) {
            if (node.longUid() != uid || !node.address().toString().equals(address)) continue;
            draining.mark(node);
            return membersChanged(membership, draining.in(membership));
        }
        return Behaviors.same();
    }

    private Behavior<Command> membersChanged(Membership before, Membership after) {
        var live = after.live();
        boolean lost = after.members().size() < before.members().size()
                || !before.lost().containsAll(after.lost());
        if (lost) timers.startSingleTimer(LOSS, new ProbeDue(), PROBING);
        if (lost || !live.equals(before.live())) wake(live.values());
        handOver.members(nodes(after));
        return sweeping(after);
    }

    private static Set<String> nodes(Membership membership) {
        return membership.serving().stream().map(Address::toString).collect(Collectors.toSet());
    }

    /** Who runs here hears of it from here: to go by the new configuration, to unregister, or to leave for another group. */
    private void tellChange(AccountId id, Config after, Collection<Instance> live) {
        boolean removed = !after.accounts().containsKey(id);
        var group = setting.groups.of(id);
        for (var entity : setting.running.of(id)) {
            entity.ref().tell(removed || entity.group().equals(group) ? setting.look : setting.release);
        }
        if (!removed) waking.ifMissing(id, live);
    }

    private void started(AccountId id, ActorRef<?> entity, Collection<Instance> live) {
        ctx.watchWith(entity, new Ended(id, entity));
        var group = setting.groups.of(id);
        if (waking.found(group)) wakeMissing(live, group::equals);
    }

    private void ended(AccountId id, ActorRef<?> entity, Collection<Instance> live) {
        var group = setting.groups.of(id);
        boolean current = setting.running.of(id).stream()
                .anyMatch(one -> one.ref().equals(entity) && one.group().equals(group));
        setting.running.ended(id, entity);
        handOver.ended(id);
        if (!setting.groups.configured(id)) {
            setting.groups.forget(id);
            return;
        }
        var best = Membership.best(group, live);
        if (best.isEmpty()) return;
        if (best.get().equals(setting.self)) {
            timers.startSingleTimer(id, new RestartDue(id), setting.restartDelay);
        } else if (current) {
            // Its shard moved on from here, and nobody else knows that it has gone. After a change of group the better
            // node knows; should it not have the change yet, a wake would run to and fro between us until it has.
            setting.wake.accept(id);
        }
    }

    private void wake(Collection<Instance> live) {
        waking.afresh();
        wakeMissing(live, _ -> true);
    }

    /** What changes have missed: a look lost with a node, an actor left in a group that is no longer its account's. */
    private void sweep(Collection<Instance> live) {
        wake(live);
        for (var id : setting.running.ids()) {
            var group = setting.groups.of(id);
            boolean configured = setting.groups.configured(id);
            for (var entity : setting.running.of(id)) {
                if (!configured) entity.ref().tell(setting.look);
                else if (!entity.group().equals(group)) entity.ref().tell(setting.release);
            }
        }
    }

    private void wakeMissing(Collection<Instance> live, Predicate<String> groups) {
        waking.missing(live, groups, timers.isTimerActive(LOSS));
        if (waking.isProbing()) timers.startSingleTimer(PROBE, new ProbeDue(), PROBE_AGAIN);
    }

    /** Whether what was lost can be had now; when the time for that is over, everything as usual. */
    private void probe(Collection<Instance> live) {
        if (!timers.isTimerActive(LOSS)) {
            wake(live);
        } else if (waking.isProbing()) {
            waking.again();
            timers.startSingleTimer(PROBE, new ProbeDue(), PROBE_AGAIN);
        }
    }

    private void unsubscribe() {
        for (var subscription : subscriptions) {
            try {
                subscription.close();
            } catch (Exception e) {
                ctx.getLog().warn("configuration subscription did not close", e);
            }
        }
    }
}
