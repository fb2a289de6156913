package esg.trunk.standby;

import esg.cluster.placement.Membership;
import esg.domain.account.AccountId;
import esg.trunk.call.CallState;
import esg.trunk.call.KeptCall;
import esg.trunk.call.RingingCall;
import esg.trunk.call.StandBy;
import esg.trunk.standby.StandByMessage.Forget;
import esg.trunk.standby.StandByMessage.Happened;
import esg.trunk.standby.StandByMessage.Keep;
import esg.trunk.standby.StandByMessage.KeepRinging;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.Address;
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
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of this node as its successors know them, and calls of other nodes that this one would carry on. Calls tell it on their I/O loops,
 * without an actor between: a node alone in its cluster pays two writes into a map for a call.
 */
public final class StandByCalls implements StandBy {
    private static final Logger log = LoggerFactory.getLogger(StandByCalls.class);
    private static final String NAME = "esg-standby";

    /** A call of ours and where it is kept; "" for nowhere. */
    private record Own(KeptCall call, String keptAt) {}

    private final ConcurrentMap<String, Own> own = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ActorRef<StandByMessage>> peers = new ConcurrentHashMap<>();
    private final Function<AccountId, String> groups;
    private final ActorRefResolver resolver;
    private final Address self;
    private volatile Map<String, String> successors = new ConcurrentHashMap<>(); // by group; "" for nobody
    private volatile Membership members = Membership.NONE;

    private final ActorSystem<?> system;

    /**
     * A stand-by that knows of nobody yet. One for each actor system.
     *
     * @param groups placement group of an account
     */
    public StandByCalls(ActorSystem<?> system, Function<AccountId, String> groups) {
        this.system = system;
        this.groups = groups;
        this.resolver = ActorRefResolver.get(system);
        this.self = Cluster.get(system).selfMember().address();
    }

    /**
     * Begins to listen to the cluster and to other nodes.
     *
     * @param adopt acts for a call of a node that is gone
     */
    public void start(Consumer<KeptCall> adopt) {
        var _ = system.systemActorOf(listening(adopt), NAME, Props.empty());
    }

    @Override
    public void keep(CallState call) {
        var at = successor(call);
        own.put(call.id(), new Own(call, at));
        if (!at.isEmpty()) send(at, call);
    }

    /** Kept only while there is somebody: it lasts for seconds. */
    @Override
    public void ringing(RingingCall call) {
        var at = successor(call);
        if (at.isEmpty()) return;
        own.put(call.id(), new Own(call, at));
        send(at, call);
    }

    private void send(String node, KeptCall call) {
        var from = self.toString();
        peer(node)
                .tell(
                        switch (call) {
                            case CallState talking -> new Keep(from, talking);
                            case RingingCall ringing -> new KeepRinging(from, ringing);
                        });
    }

    @Override
    public void forget(String id) {
        var over = own.remove(id);
        if (over != null && !over.keptAt.isEmpty()) peer(over.keptAt).tell(new Forget(self.toString(), id));
    }

    /** Best instance for the call's account but for ourselves; "" when there is none. */
    private String successor(KeptCall call) {
        return successors.computeIfAbsent(groups.apply(call.accountId()), this::successor);
    }

    private String successor(String group) {
        var others = new HashMap<>(members.live());
        others.remove(self);
        var best = Membership.best(group, others.values());
        if (best.isEmpty()) return "";
        for (var other : others.entrySet()) {
            if (other.getValue().equals(best.get())) return other.getKey().toString();
        }
        return "";
    }

    private ActorRef<StandByMessage> peer(String node) {
        return peers.computeIfAbsent(node, at -> resolver.resolveActorRef(at + "/system/" + NAME));
    }

    private Behavior<StandByMessage> listening(Consumer<KeptCall> adopt) {
        return Behaviors.setup(ctx -> {
            var events = ctx.messageAdapter(ClusterDomainEvent.class, Happened::new);
            var cluster = Cluster.get(ctx.getSystem()).subscriptions();
            cluster.tell(new Subscribe<>(events.narrow(), MemberEvent.class));
            cluster.tell(new Subscribe<>(events.narrow(), ReachabilityEvent.class));
            return holding(new HashMap<>(), adopt);
        });
    }

    /** @param held calls of other nodes, by node and id */
    private Behavior<StandByMessage> holding(Map<String, Map<String, KeptCall>> held, Consumer<KeptCall> adopt) {
        return Behaviors.receiveMessage(message -> {
            switch (message) {
                case Keep(var node, var call) ->
                    held.computeIfAbsent(node, _ -> new HashMap<>()).put(call.id(), call);
                case KeepRinging(var node, var call) ->
                    held.computeIfAbsent(node, _ -> new HashMap<>()).put(call.id(), call);
                case Forget(var node, var id) ->
                    held.getOrDefault(node, Map.of()).remove(id);
                case Happened(var event) -> {
                    var before = members;
                    members = before.after(event);
                    if (!members.live().equals(before.live())) passOn();
                    if (event instanceof MemberRemoved gone)
                        takeOver(gone.member().address().toString(), held, adopt);
                }
            }
            return Behaviors.same();
        });
    }

    /** Others are next in line now: whoever keeps a call without need may drop it. */
    private void passOn() {
        successors = new ConcurrentHashMap<>();
        for (var kept : own.values()) {
            var at = successor(kept.call);
            if (at.equals(kept.keptAt)) continue;
            // A call that ended or changed meanwhile has seen to itself.
            if (!own.replace(kept.call.id(), kept, new Own(kept.call, at))) continue;
            if (!kept.keptAt.isEmpty()) peer(kept.keptAt).tell(new Forget(self.toString(), kept.call.id()));
            if (!at.isEmpty()) send(at, kept.call);
        }
    }

    private void takeOver(String node, Map<String, Map<String, KeptCall>> held, Consumer<KeptCall> adopt) {
        peers.remove(node);
        var calls = held.remove(node);
        if (calls == null || calls.isEmpty()) return;
        log.info("node is gone, its calls are carried on node={} calls={}", node, calls.size());
        calls.values().forEach(adopt);
    }
}
