package esg.cluster.downing;

import java.time.Duration;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.cluster.sbr.KeepMajority;
import org.apache.pekko.cluster.sbr.SplitBrainResolverBase;
import org.apache.pekko.remote.artery.ThisActorSystemQuarantinedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.collection.immutable.Set;
import scala.collection.immutable.Set$;
import scala.concurrent.duration.FiniteDuration;

/** Looks fifty times a second where Pekko's own looks once, and decides as it does. */
final class FastResolver extends SplitBrainResolverBase {
    private static final Logger log = LoggerFactory.getLogger(FastResolver.class);
    private static final Duration TICK = Duration.ofMillis(20);

    private final Cluster cluster;
    private final IndirectHold hold;

    FastResolver(Cluster cluster, Duration stableAfter, Duration indirectHold) {
        super(
                FastDowning.finite(stableAfter),
                new KeepMajority(cluster.selfDataCenter(), Option.empty(), cluster.selfUniqueAddress()));
        this.cluster = cluster;
        this.hold = new IndirectHold(indirectHold);
    }

    @Override
    public FiniteDuration tickInterval() {
        return FastDowning.finite(TICK);
    }

    @Override
    public UniqueAddress selfUniqueAddress() {
        return cluster.selfUniqueAddress();
    }

    @Override
    public String selfDc() {
        return cluster.selfDataCenter();
    }

    @Override
    public void preStart() throws Exception {
        cluster.subscribe(self(), ClusterEvent.initialStateAsEvents(), ClusterEvent.ClusterDomainEvent.class);
        context().system().eventStream().subscribe(self(), ThisActorSystemQuarantinedEvent.class);
        super.preStart();
    }

    @Override
    public void postStop() {
        cluster.unsubscribe(self());
        context().system().eventStream().unsubscribe(self());
        super.postStop();
    }

    @Override
    public void down(UniqueAddress node, DowningStrategy.Decision decision) {
        log.warn("member downed node={} decision={}", node.address(), decision);
        cluster.down(node.address());
    }

    /** One observer's false alarm makes two nodes "indirectly connected", and Pekko would end both: it gets time to heal. */
    @Override
    public Set<UniqueAddress> actOnDecision(DowningStrategy.Decision decision) {
        if (hold.holds(decision.isIndirectlyConnected(), System.nanoTime())) return nobody();
        return super.actOnDecision(decision);
    }

    /** Fifty times a second until the downed are removed, and so much said each time: once is enough. */
    @Override
    public void observeDecision(
            DowningStrategy.Decision decision, Set<UniqueAddress> toDown, Set<String> unreachableDataCenters) {
        if (!toDown.isEmpty()) super.observeDecision(decision, toDown, unreachableDataCenters);
    }

    private static Set<UniqueAddress> nobody() {
        return Set$.MODULE$.empty();
    }
}
