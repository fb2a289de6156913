package esg.cluster;

import esg.cluster.placement.Membership;
import esg.domain.placement.Instance;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * All instances this node has met, those gone too: a monitor lists them as offline (MON-06). Forgotten only with this node's restart.
 * Any thread may ask.
 */
public final class Members {
    private volatile List<MemberInfo> known = List.of();

    private Members() {}

    /** Begins to listen; empty until the node has joined. Once for each actor system. */
    public static Members start(ActorSystem<?> system) {
        var members = new Members();
        system.systemActorOf(members.listening(), "esg-members", Props.empty());
        return members;
    }

    /** By roleid. */
    public List<MemberInfo> list() {
        return known;
    }

    private Behavior<ClusterDomainEvent> listening() {
        return Behaviors.setup(ctx -> {
            var subscriptions = Cluster.get(ctx.getSystem()).subscriptions();
            subscriptions.tell(new Subscribe<>(ctx.getSelf().narrow(), MemberEvent.class));
            subscriptions.tell(new Subscribe<>(ctx.getSelf().narrow(), ReachabilityEvent.class));
            return after(Membership.NONE);
        });
    }

    private Behavior<ClusterDomainEvent> after(Membership membership) {
        return Behaviors.receiveMessage(event -> {
            var next = membership.after(event);
            show(next);
            return after(next);
        });
    }

    private void show(Membership membership) {
        Map<String, Instance> instances = new TreeMap<>();
        known.forEach(member -> instances.put(member.node(), member.instance()));
        membership.instances().forEach(instance -> instances.put(instance.node(), instance));
        var live = new HashSet<>(membership.live().values());
        known = instances.values().stream()
                .map(instance -> new MemberInfo(instance.node(), instance, live.contains(instance)))
                .sorted(Comparator.<MemberInfo>comparingInt(
                                member -> member.instance().roleid())
                        .thenComparing(MemberInfo::node))
                .toList();
    }
}
