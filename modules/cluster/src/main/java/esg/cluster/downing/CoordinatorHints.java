package esg.cluster.downing;

import esg.cluster.ClusterSettings;
import esg.cluster.fence.Death;
import esg.cluster.placement.PlacementAllocation.Region;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.eventstream.EventStream;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$GetShardHome;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$Register;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$RegionStopped;
import org.apache.pekko.cluster.sharding.ShardCoordinator$Internal$StateInitialized$;

/**
 * Tells the coordinator of the shards on this node, when it is here, what it would wait for.
 *
 * <ul>
 *   <li>That a region has stopped, as soon as the {@link Death} of its node is proven. Else it hears of that when the survivors have agreed to
 *       remove the node, a third of a second later. Not where it needs the dead node to write its state, as one of two does: it would begin
 *       to wait, and go on waiting when the node is removed. Where its writing would begin with the dead node and so lose a tenth of a
 *       second, not before that counts as unreachable. Again until it is removed: a shard that was on its way from it to another would wait ten seconds
 *       for its answer. And the coordinator is asked for the homes of that region's shards, as regions do that know of the death.
 *   <li>A new coordinator waits half a second before it allocates, in order to hear who else has gone: our allocation asks the membership,
 *       where that is settled by then. It tells itself {@code StateInitialized} when its time is up; here it is told the same.
 *   <li>And it allocates nothing before a region has registered, which regions try again after a tenth of a second at the soonest: here
 *       the region of its own node is registered at once.
 * </ul>
 *
 * The last two are said for as long as the coordinator may take to be made, and only where a node has gone on which it may have been: one
 * older than this.
 */
public final class CoordinatorHints {
    private static final Duration EVERY = Duration.ofMillis(20);
    private static final int TIMES = 30;
    private static final Duration LOOK_EVERY = Duration.ofMillis(10);

    /** Should nobody call it unreachable, for it is down already. */
    private static final int LOOKS = 5;

    private static final Set<MemberStatus> PASSING =
            Set.of(MemberStatus.joining(), MemberStatus.weaklyUp(), MemberStatus.exiting());

    sealed interface Command {}

    private record Removed(Member member) implements Command {}

    private record Again(int left) implements Command {}

    private record Died(Death death) implements Command {}

    /** With the looks left for the node to become unreachable. */
    private record Suspect(Death death, Region dead, int looks) implements Command {}

    private record Homeless(Death death, Region dead, int left) implements Command {}

    private final TimerScheduler<Command> timers;
    private final Cluster cluster;
    private final ActorRef nobody;
    private final ActorSelection coordinator;
    private final ActorRef region;
    private final Function<Address, Optional<Region>> regions;

    private CoordinatorHints(
            ActorContext<Command> ctx,
            TimerScheduler<Command> timers,
            String type,
            Function<Address, Optional<Region>> regions) {
        this.timers = timers;
        this.regions = regions;
        cluster = Cluster.get(ctx.getSystem().classicSystem());
        nobody = Adapter.toClassic(ctx.getSystem().ignoreRef());
        var system = Adapter.toClassic(ctx.getSystem());
        // Found on its own node only; elsewhere nobody is at this path.
        coordinator = system.actorSelection("/system/sharding/" + type + "Coordinator/singleton/coordinator");
        region = ClusterSharding.get(system).shardRegion(type);
    }

    /**
     * One for each sharded type, started after its region.
     *
     * @param type its name
     * @param regions of other nodes, as its coordinator knows them when it is on this node
     */
    public static Behavior<?> create(String type, Function<Address, Optional<Region>> regions) {
        return Behaviors.<Command>setup(ctx -> Behaviors.withTimers(timers -> {
            var removed = ctx.messageAdapter(MemberRemoved.class, event -> new Removed(event.member()));
            Cluster.get(ctx.getSystem().classicSystem())
                    .subscribe(Adapter.toClassic(removed), ClusterEvent.initialStateAsEvents(), MemberRemoved.class);
            var died = ctx.messageAdapter(Death.class, Died::new);
            ctx.getSystem().eventStream().tell(new EventStream.Subscribe<>(Death.class, died));
            return new CoordinatorHints(ctx, timers, type, regions).watching();
        }));
    }

    private Behavior<Command> watching() {
        return Behaviors.receiveMessage(command -> {
            switch (command) {
                case Died(var death) -> regions.apply(death.node()).ifPresent(dead -> lookAt(death, dead, LOOKS));
                case Suspect(var death, var dead, int looks) -> lookAt(death, dead, looks);
                case Homeless(var death, var dead, int left) -> stopped(death, dead, left);
                case Removed(var member) -> {
                    if (member.isOlderThan(cluster.selfMember())) begin(TIMES);
                }
                case Again(int left) -> begin(left);
            }
            return Behaviors.same();
        });
    }

    private void lookAt(Death death, Region dead, int looks) {
        if (looks == 0 || !writesBegin(death)) stopped(death, dead, TIMES);
        else timers.startSingleTimer(dead.ref(), new Suspect(death, dead, looks - 1), LOOK_EVERY);
    }

    /**
     * Again and again: while the coordinator writes that the region has gone it takes no question. The dead process must still be the member
     * of that address: what was known before of its region can then be of no later one.
     */
    private void stopped(Death death, Region dead, int left) {
        if (isMember(death) && majorityWithout(death.node()))
            coordinator.tell(new ShardCoordinator$Internal$RegionStopped(dead.ref()), nobody);
        for (var shard : dead.shards()) coordinator.tell(new ShardCoordinator$Internal$GetShardHome(shard), nobody);
        if (left > 0) timers.startSingleTimer(dead.ref(), new Homeless(death, dead, left - 1), EVERY);
    }

    /** Whether the coordinator's writes would go to the dead node first: to the oldest of the others that is not unreachable. */
    private boolean writesBegin(Death death) {
        Member oldest = null;
        for (var member : cluster.state().getMembers()) {
            if (!counts(member) || member.equals(cluster.selfMember())) continue;
            if (cluster.state().getUnreachable().contains(member)) continue;
            if (oldest == null || member.isOlderThan(oldest)) oldest = member;
        }
        return oldest != null && is(death, oldest);
    }

    private boolean isMember(Death death) {
        for (var member : cluster.state().getMembers()) if (is(death, member)) return true;
        return false;
    }

    private static boolean is(Death death, Member member) {
        return member.uniqueAddress().longUid() == death.uid()
                && member.address().equals(death.node());
    }

    /** Of those that keep the coordinator's state, which are the nodes with regions that neither come nor go (Pekko's Replicator counts so). */
    private boolean majorityWithout(Address node) {
        int all = 0;
        int left = 0;
        for (var member : cluster.state().getMembers()) {
            if (!counts(member)) continue;
            all++;
            boolean lost = member.address().equals(node)
                    || member.status().equals(MemberStatus.down())
                    || cluster.state().getUnreachable().contains(member);
            if (!lost) left++;
        }
        return left > all / 2;
    }

    private static boolean counts(Member member) {
        return member.hasRole(ClusterSettings.ESG) && !PASSING.contains(member.status());
    }

    private void begin(int left) {
        coordinator.tell(ShardCoordinator$Internal$StateInitialized$.MODULE$, nobody);
        coordinator.tell(new ShardCoordinator$Internal$Register(region), nobody);
        if (left > 0) timers.startSingleTimer("again", new Again(left - 1), EVERY);
    }
}
