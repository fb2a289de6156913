package esg.cluster;

import esg.cluster.placement.InstanceRoles;
import esg.cluster.placement.Membership;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * All nodes this one has met, those gone too: a monitor lists them as offline (MON-06). Forgotten only with this node's restart.
 * Any thread may ask.
 */
public final class Members {
    /** Of two members of one name the newer one is shown: the older one is on its way out. */
    private static final Comparator<Member> OLDER_FIRST = (a, b) -> a.isOlderThan(b) ? -1 : b.isOlderThan(a) ? 1 : 0;

    private volatile List<MemberInfo> known = List.of();

    private Members() {}

    /** Begins to listen; empty until the node has joined. Once for each actor system. */
    public static Members start(ActorSystem<?> system) {
        var members = new Members();
        system.systemActorOf(members.listening(), "esg-members", Props.empty());
        return members;
    }

    /** Instances by roleid, then the other nodes; each by name. */
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
        Map<String, MemberInfo> nodes = new TreeMap<>();
        known.forEach(member -> nodes.put(member.node(), member.gone()));
        membership.members().values().stream().sorted(OLDER_FIRST).forEach(member -> {
            var info = info(member, membership);
            nodes.put(info.node(), info);
        });
        known = nodes.values().stream()
                .sorted(Comparator.comparingInt(member ->
                        member.instance().map(instance -> instance.roleid()).orElse(Integer.MAX_VALUE)))
                .toList();
    }

    private static MemberInfo info(Member member, Membership membership) {
        var roles = member.getRoles();
        return new MemberInfo(
                InstanceRoles.node(roles).orElseGet(() -> member.address().hostPort()),
                member.address(),
                roles.stream().filter(ClusterSettings.ROLES::contains).sorted().toList(),
                InstanceRoles.parse(roles),
                member.status().toString().toLowerCase(Locale.ROOT),
                !membership.unreachable().contains(member.uniqueAddress()));
    }
}
