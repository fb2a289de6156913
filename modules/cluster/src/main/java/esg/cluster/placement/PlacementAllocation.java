package esg.cluster.placement;

import esg.domain.placement.Instance;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.ShardCoordinator.AbstractShardAllocationStrategy;
import org.apache.pekko.dispatch.Futures;
import scala.collection.immutable.IndexedSeq;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Puts each shard, which is a placement group, on the best live instance, and moves it when a better one appears (failback, BND-08).
 * Asked by the coordinator, wherever that runs.
 */
public final class PlacementAllocation extends AbstractShardAllocationStrategy {
    /**
     * Shards on the move at a time. All at once each account would be unserved for as long as all take together; so it is only for as long
     * as those of its own shard take.
     */
    private static final int AT_ONCE = 2;

    private final Cluster cluster;
    private final Draining draining;
    private volatile Map<ActorRef, IndexedSeq<String>> known = Map.of();

    public PlacementAllocation(ActorSystem<?> system) {
        this.cluster = Cluster.get(system.classicSystem());
        this.draining = Draining.of(system);
    }

    /** The shards of a node. */
    public record Region(ActorRef ref, Collection<String> shards) {}

    /** What a node has, as the coordinator knew it when it looked last, 20 ms ago mostly; empty on nodes where it has never run. */
    public Optional<Region> region(Address node) {
        return known.entrySet().stream()
                .filter(region -> address(region.getKey()).equals(node))
                .map(region -> new Region(region.getKey(), CollectionConverters.asJava(region.getValue())))
                .findFirst();
    }

    /**
     * Never answers when no instance may serve the group: the region that asked asks again, and the coordinator would log each failure as an
     * error with its stack.
     */
    @Override
    public Future<ActorRef> allocateShard(
            ActorRef requester, String shardId, Map<ActorRef, IndexedSeq<String>> current) {
        var regions = regions(current, membership().live());
        return Membership.best(shardId, regions.keySet())
                .map(regions::get)
                .map(Futures::<ActorRef>successful)
                .orElseGet(() -> Futures.<ActorRef>promise().future());
    }

    /**
     * Shards that live on a worse instance than they could, and those of an instance that drains, some at a time. Never off an instance that does not answer: the hand-over would wait for it
     * until its timeout, while its removal moves the shard anyway.
     */
    @Override
    public Future<Set<String>> rebalance(Map<ActorRef, IndexedSeq<String>> current, Set<String> inProgress) {
        known = Map.copyOf(current); // here and not when a shard is allocated: then those that leave are missing
        var membership = membership();
        var live = regions(current, membership.live()).keySet();
        var moving = new HashSet<String>();
        regions(current, membership.answering()).forEach((instance, region) -> {
            var shards = current.get(region);
            if (shards == null) return;
            for (var shard : CollectionConverters.asJava(shards)) {
                var best = Membership.best(shard, live);
                boolean better = best.isPresent() && !best.get().equals(instance);
                if (moving.size() + inProgress.size() < AT_ONCE && better && !inProgress.contains(shard))
                    moving.add(shard);
            }
        });
        return Futures.successful(moving);
    }

    private Membership membership() {
        return draining.in(Membership.of(cluster.state()));
    }

    private Map<Instance, ActorRef> regions(
            Map<ActorRef, IndexedSeq<String>> current, Map<Address, Instance> instances) {
        var regions = new HashMap<Instance, ActorRef>();
        for (var region : current.keySet()) {
            var instance = instances.get(address(region));
            if (instance != null) regions.put(instance, region);
        }
        return regions;
    }

    private Address address(ActorRef region) {
        var address = region.path().address();
        return address.hasLocalScope() ? cluster.selfAddress() : address;
    }
}
