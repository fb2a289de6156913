package esg.cluster.sharding;

import esg.cluster.ClusterSettings;
import esg.cluster.downing.CoordinatorHints;
import esg.cluster.fence.StartGate;
import esg.cluster.placement.Draining;
import esg.cluster.placement.InstanceRoles;
import esg.cluster.placement.Membership;
import esg.cluster.placement.PlacementAllocation;
import esg.cluster.wire.Wire;
import esg.domain.account.AccountId;
import esg.domain.config.ConfigFeed;
import esg.domain.placement.Instance;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.typed.ShardingEnvelope;
import org.apache.pekko.cluster.sharding.typed.ShardingMessageExtractor;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/**
 * All accounts of the configuration as actors, each running once in the cluster, on the best live instance (BND-01..08). Shards are
 * placement groups; entity ids are {@code d/code}.
 *
 * @param <M> what an account's actor understands
 */
public final class AccountSharding<M extends Wire> {
    private static final String TYPE = "account";

    private final Cluster cluster;
    private final Draining draining;
    private final Groups groups;
    private final ActorRef<ShardingEnvelope<M>> region;
    private final Optional<Here<M>> here;
    private final Scheduler scheduler;

    /** What only an instance has. */
    private record Here<M>(Running<M> running, ActorRef<Sweep.Command> sweep) {}

    private AccountSharding(
            ActorSystem<?> system, Groups groups, ActorRef<ShardingEnvelope<M>> region, Optional<Here<M>> here) {
        this.cluster = Cluster.get(system.classicSystem());
        this.draining = Draining.of(system);
        this.groups = groups;
        this.region = region;
        this.here = here;
        this.scheduler = system.scheduler();
    }

    /**
     * From now on this node serves only what no other may: the accounts that another live instance may serve move there, each with a
     * release, and nothing that ended starts here again.
     */
    public void drain() {
        draining.mark(cluster.selfUniqueAddress());
        here.ifPresent(instance -> instance.sweep.tell(new Sweep.Drain()));
    }

    /** Those of these accounts that a live instance may serve; one that drains, as this one perhaps, does not count. */
    public Set<AccountId> servable(Collection<AccountId> accounts) {
        var live = live();
        var known = new HashMap<String, Boolean>();
        return accounts.stream()
                .filter(id -> known.computeIfAbsent(
                        groups.of(id), group -> Membership.best(group, live).isPresent()))
                .collect(Collectors.toSet());
    }

    /** Sends to an account's actors on this node only, and starts none. */
    public void tellHere(AccountId id, M message) {
        here.ifPresent(instance ->
                instance.running.of(id).forEach(entity -> entity.ref().tell(message)));
    }

    /**
     * Starts serving, or only reaching them on a node that is not in role esg. Once for each actor system.
     *
     * @param behavior of an account; it reads the configuration when it starts
     * @param look "look at your account's configuration again": the first message of an account that nobody speaks to, then sent at each
     *     change of it. When the account is no longer configured its actor unregisters and stops itself
     * @param release "hand over": the account moves, its actor stops without unregistering. It gets five seconds; may come more than once
     */
    public static <M extends Wire> AccountSharding<M> start(
            ActorSystem<?> system, ConfigFeed feed, Function<AccountId, Behavior<M>> behavior, M look, M release) {
        var config = system.settings().config();
        var groups = new Groups(feed, config.getInt("esg.cluster.buckets"));
        var allocation = new PlacementAllocation(system);
        var self = InstanceRoles.parse(Cluster.get(system.classicSystem()).getSelfRoles());
        if (self.isEmpty()) {
            var proxy = init(system, new Shards<>(groups, allocation, release, _ -> Behaviors.stopped()));
            return new AccountSharding<>(system, groups, proxy, Optional.empty());
        }
        var running = new Running<M>();
        var sharding = ClusterSharding.get(system);
        EntityTypeKey<M> key = key();
        var setting = new Sweep.Setting<>(
                self.get(),
                feed,
                groups,
                running,
                id -> sharding.entityRefFor(key, id.toString()).tell(look),
                look,
                release,
                config.getDuration("esg.cluster.sweep-interval"),
                config.getDuration("esg.cluster.restart-delay"));
        // A sweep that forgot whom it watches would be worse than one that missed a message.
        var sweeping = Behaviors.supervise(Sweep.create(setting)).onFailure(SupervisorStrategy.resume());
        var sweep = system.systemActorOf(sweeping, Sweep.NAME, Props.empty());
        var guard = new Guard<>(setting, sweep, StartGate.get(system), behavior);
        var region = init(system, new Shards<>(groups, allocation, release, guard::entity));
        var hints = Props.empty().withDispatcherFromConfig("pekko.actor.internal-dispatcher");
        system.systemActorOf(CoordinatorHints.create(TYPE, allocation::region), "esg-coordinator-hints", hints);
        endFirstAtShutdown(system, sweep);
        sweep.tell(new Sweep.Begin());
        return new AccountSharding<>(system, groups, region, Optional.of(new Here<>(running, sweep)));
    }

    /**
     * Sends to an account wherever it runs, which starts it if need be.
     *
     * @return false, and nothing sent, when no live instance may serve it: kept, the message would come too late
     */
    public boolean tell(AccountId id, M message) {
        if (Membership.best(groups.of(id), live()).isEmpty()) return false;
        region.tell(new ShardingEnvelope<>(id.toString(), message));
        return true;
    }

    /**
     * Asks an account wherever it runs, as {@link #tell} tells it.
     *
     * @param question with whom to answer
     * @return fails when no answer comes in time; empty, and nothing asked, when no live instance may serve the account
     */
    public <A> Optional<CompletionStage<A>> ask(AccountId id, Function<ActorRef<A>, M> question, Duration within) {
        if (Membership.best(groups.of(id), live()).isEmpty()) return Optional.empty();
        return Optional.of(AskPattern.<ShardingEnvelope<M>, A>ask(
                region, replyTo -> new ShardingEnvelope<>(id.toString(), question.apply(replyTo)), within, scheduler));
    }

    private Collection<Instance> live() {
        return draining.in(Membership.of(cluster.state())).live().values();
    }

    /** Placement group of an account, by which the best instances for it are ranked. */
    public String group(AccountId id) {
        return groups.of(id);
    }

    /** Nothing may be woken on a node whose shards are being handed over. */
    private static void endFirstAtShutdown(ActorSystem<?> system, ActorRef<Sweep.Command> sweep) {
        CoordinatedShutdown.get(system)
                .addTask(CoordinatedShutdown.PhaseBeforeClusterShutdown(), "end-account-sweep", () -> {
                    sweep.tell(new Sweep.End());
                    return CompletableFuture.completedFuture(Done.getInstance());
                });
    }

    /** What the sharding is made of. */
    private record Shards<M>(
            Groups groups, PlacementAllocation allocation, M release, Function<AccountId, Behavior<M>> behavior) {}

    private static <M extends Wire> ActorRef<ShardingEnvelope<M>> init(ActorSystem<?> system, Shards<M> shards) {
        EntityTypeKey<M> key = key();
        var entity = Entity.of(key, ctx -> shards.behavior.apply(AccountId.parse(ctx.getEntityId())))
                .withRole(ClusterSettings.ESG)
                .withStopMessage(shards.release)
                .withAllocationStrategy(shards.allocation)
                .withMessageExtractor(new ByGroup<M>(shards.groups));
        return ClusterSharding.get(system).init(entity);
    }

    /** The class in a key only tells keys apart; the messages bring their own. */
    @SuppressWarnings("unchecked")
    private static <M extends Wire> EntityTypeKey<M> key() {
        return EntityTypeKey.create((Class<M>) Wire.class, TYPE);
    }

    private static final class ByGroup<M> extends ShardingMessageExtractor<ShardingEnvelope<M>, M> {
        private final Groups groups;

        ByGroup(Groups groups) {
            this.groups = groups;
        }

        @Override
        public String entityId(ShardingEnvelope<M> envelope) {
            return envelope.entityId();
        }

        @Override
        public String shardId(String entityId) {
            return groups.of(AccountId.parse(entityId));
        }

        @Override
        public M unwrapMessage(ShardingEnvelope<M> envelope) {
            return envelope.message();
        }
    }
}
