package esg.trunk.standby;

import esg.cluster.placement.Membership;
import esg.domain.account.AccountId;
import esg.domain.placement.Instance;
import esg.trunk.call.CallState;
import esg.trunk.call.KeptCall;
import esg.trunk.call.RingingCall;
import esg.trunk.call.StandBy;
import esg.trunk.standby.StandByMessage.Changes;
import esg.trunk.standby.StandByMessage.Happened;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where calls of this node are kept, and the calls of other nodes that this one would carry on. Calls ask and tell it on their I/O loops,
 * without an actor between: on a node that is alone nothing is built, sent or remembered for a call.
 */
public final class StandByCalls implements StandBy {
    private static final Logger log = LoggerFactory.getLogger(StandByCalls.class);
    private static final String NAME = "esg-standby";

    /** Where each call of ours is kept. An address alone could be that of a node that was started again and knows nothing. */
    private final ConcurrentMap<String, UniqueAddress> own = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, Outbox> peers = new ConcurrentHashMap<>();
    private final ActorSystem<?> system;
    private final Function<AccountId, String> groups;
    private final ActorRefResolver resolver;
    private final UniqueAddress self;
    private volatile Line line = Line.EMPTY;

    /**
     * Who is next in line for each placement group, worked out when it is first asked for.
     *
     * @param others instances that may serve beside this node
     */
    private record Line(Map<UniqueAddress, Instance> others, ConcurrentMap<String, Optional<UniqueAddress>> next) {
        static final Line EMPTY = of(Map.of());

        static Line of(Map<UniqueAddress, Instance> others) {
            return new Line(Map.copyOf(others), new ConcurrentHashMap<>());
        }

        Optional<UniqueAddress> next(String group) {
            return next.computeIfAbsent(group, this::best);
        }

        private Optional<UniqueAddress> best(String group) {
            var best = Membership.best(group, others.values());
            return others.entrySet().stream()
                    .filter(other -> best.isPresent() && other.getValue().equals(best.get()))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }
    }

    /**
     * A stand-by that knows of nobody yet. One for each actor system.
     *
     * @param groups placement group of an account
     */
    public StandByCalls(ActorSystem<?> system, Function<AccountId, String> groups) {
        this.system = system;
        this.groups = groups;
        this.resolver = ActorRefResolver.get(system);
        this.self = Cluster.get(system).selfMember().uniqueAddress();
    }

    /**
     * Begins to listen to the cluster and to other nodes.
     *
     * @param adopt acts for a call of a node that is gone
     * @param report asks all calls of this node to report, each with its next step: others are next in line now
     */
    public void start(Consumer<KeptCall> adopt, Runnable report) {
        var _ = system.systemActorOf(listening(adopt, report), NAME, Props.empty());
    }

    @Override
    public boolean wants(AccountId account) {
        return next(account).isPresent();
    }

    @Override
    public boolean has(String id, AccountId account) {
        return next(account).filter(at -> at.equals(own.get(id))).isPresent();
    }

    @Override
    public void keep(CallState call) {
        send(call);
    }

    @Override
    public void ringing(RingingCall call) {
        send(call);
    }

    @Override
    public void forget(String id) {
        var kept = own.remove(id);
        if (kept != null) peer(kept).forget(id);
    }

    private void send(KeptCall call) {
        var next = next(call.accountId());
        if (next.isEmpty()) return;
        var at = next.get();
        var before = own.put(call.id(), at);
        if (before != null && !before.equals(at)) peer(before).forget(call.id());
        peer(at).keep(call);
    }

    /** Best instance for the account but for ourselves. */
    private Optional<UniqueAddress> next(AccountId account) {
        var now = line;
        return now.others.isEmpty() ? Optional.empty() : now.next(groups.apply(account));
    }

    private Outbox peer(UniqueAddress node) {
        return peers.computeIfAbsent(
                node.address().toString(),
                at -> new Outbox(system, self.address().toString(), resolver.resolveActorRef(at + "/system/" + NAME)));
    }

    private Behavior<StandByMessage> listening(Consumer<KeptCall> adopt, Runnable report) {
        return Behaviors.setup(ctx -> {
            var events = ctx.messageAdapter(ClusterDomainEvent.class, Happened::new);
            var cluster = Cluster.get(ctx.getSystem()).subscriptions();
            cluster.tell(new Subscribe<>(events.narrow(), MemberEvent.class));
            cluster.tell(new Subscribe<>(events.narrow(), ReachabilityEvent.class));
            return new Holding(adopt, report).holding(Membership.NONE);
        });
    }

    /** Calls of other nodes, and who these are. */
    private final class Holding {
        private final Map<String, Map<String, KeptCall>> held = new HashMap<>(); // by node and id
        private final Consumer<KeptCall> adopt;
        private final Runnable report;

        Holding(Consumer<KeptCall> adopt, Runnable report) {
            this.adopt = adopt;
            this.report = report;
        }

        Behavior<StandByMessage> holding(Membership members) {
            return Behaviors.receiveMessage(message -> switch (message) {
                case Changes changes -> {
                    changed(changes);
                    yield Behaviors.same();
                }
                case Happened(var event) -> happened(members.after(event), event);
            });
        }

        private void changed(Changes changes) {
            var calls = held.computeIfAbsent(changes.node(), _ -> new HashMap<>());
            changes.ended().forEach(calls::remove);
            changes.ringing().forEach(call -> calls.put(call.id(), call));
            changes.talking().forEach(call -> calls.put(call.id(), call));
        }

        /** The line comes first: a call that begins or changes from now on sees it, all others are asked. */
        private Behavior<StandByMessage> happened(Membership members, ClusterDomainEvent event) {
            var others = others(members);
            if (!others.equals(line.others)) {
                line = Line.of(others);
                report.run();
            }
            if (event instanceof MemberRemoved gone)
                takeOver(gone.member().address().toString());
            return holding(members);
        }

        private void takeOver(String node) {
            peers.remove(node);
            var calls = held.remove(node);
            if (calls == null || calls.isEmpty()) return;
            log.info("node is gone, its calls are carried on node={} calls={}", node, calls.size());
            calls.values().forEach(adopt);
        }
    }

    private Map<UniqueAddress, Instance> others(Membership members) {
        var live = members.live();
        var others = new HashMap<UniqueAddress, Instance>();
        for (var node : members.members().keySet()) {
            var instance = live.get(node.address());
            if (instance != null && !node.equals(self)) others.put(node, instance);
        }
        return others;
    }
}
