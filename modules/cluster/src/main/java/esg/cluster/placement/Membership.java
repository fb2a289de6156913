package esg.cluster.placement;

import esg.domain.placement.Instance;
import esg.domain.placement.Placement;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachableMember;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * Members as seen from this node. Immutable. Actors build it from events: Pekko's own view of the state may lag behind the event that
 * was just delivered.
 *
 * @param draining those about to leave, see {@link Draining}
 */
public record Membership(
        Map<UniqueAddress, Member> members, Set<UniqueAddress> unreachable, Set<UniqueAddress> draining) {
    /** Before anything is known. */
    public static final Membership NONE = new Membership(Map.of(), Set.of(), Set.of());

    public Membership {
        members = Map.copyOf(members);
        unreachable = Set.copyOf(unreachable);
        draining = Set.copyOf(draining);
    }

    public static Membership of(CurrentClusterState state) {
        var members = new HashMap<UniqueAddress, Member>();
        state.getMembers().forEach(member -> members.put(member.uniqueAddress(), member));
        var unreachable = new HashSet<UniqueAddress>();
        state.getUnreachable().forEach(member -> unreachable.add(member.uniqueAddress()));
        return new Membership(members, unreachable, Set.of());
    }

    /** The same members, of which these drain. */
    public Membership draining(Set<UniqueAddress> nodes) {
        return new Membership(members, unreachable, nodes);
    }

    /** As it is after the event. */
    public Membership after(ClusterDomainEvent event) {
        return switch (event) {
            case MemberRemoved removed -> without(removed.member());
            case MemberEvent changed -> with(changed.member());
            case UnreachableMember lost -> {
                var more = new HashSet<>(unreachable);
                more.add(lost.member().uniqueAddress());
                yield new Membership(members, more, draining);
            }
            case ReachableMember found -> new Membership(members, unreachableBut(found.member()), draining);
            default -> this; // leader, convergence and the like
        };
    }

    /**
     * Instances that may serve, by address: up and reachable. Those that leave or drain no more, so that their accounts go ahead of them.
     */
    public Map<Address, Instance> live() {
        var live = answering();
        draining.forEach(node -> live.remove(node.address()));
        return live;
    }

    /** Instances that serve, by address: the live ones and those that drain. */
    public Map<Address, Instance> answering() {
        var live = new HashMap<Address, Instance>();
        members.forEach((address, member) -> {
            if (!member.status().equals(MemberStatus.up()) || unreachable.contains(address)) return;
            InstanceRoles.parse(member.getRoles()).ifPresent(instance -> live.put(address.address(), instance));
        });
        return live;
    }

    /** Members that are silent or given up, but not removed yet. */
    public Set<UniqueAddress> lost() {
        var lost = new HashSet<>(unreachable);
        members.forEach((node, member) -> {
            if (member.status().equals(MemberStatus.down())) lost.add(node);
        });
        return lost;
    }

    /** All instances, live or not. */
    public Set<Instance> instances() {
        var all = new HashSet<Instance>();
        members.values()
                .forEach(member -> InstanceRoles.parse(member.getRoles()).ifPresent(all::add));
        return all;
    }

    /** Where accounts may run: instances that have been up and are not gone for certain. */
    public Set<Address> serving() {
        var serving = new HashSet<Address>();
        members.forEach((address, member) -> {
            boolean joining = member.status().equals(MemberStatus.joining());
            if (!joining && InstanceRoles.parse(member.getRoles()).isPresent()) serving.add(address.address());
        });
        return serving;
    }

    /** The instance that a group belongs on; empty when none of these may serve it. */
    public static Optional<Instance> best(String group, Collection<Instance> live) {
        return Placement.rankedGroup(group, live).stream().findFirst();
    }

    private Membership with(Member member) {
        var more = new HashMap<>(members);
        more.put(member.uniqueAddress(), member);
        return new Membership(more, unreachable, draining);
    }

    private Membership without(Member member) {
        var fewer = new HashMap<>(members);
        fewer.remove(member.uniqueAddress());
        return new Membership(fewer, unreachableBut(member), draining);
    }

    private Set<UniqueAddress> unreachableBut(Member member) {
        var fewer = new HashSet<>(unreachable);
        fewer.remove(member.uniqueAddress());
        return fewer;
    }
}
