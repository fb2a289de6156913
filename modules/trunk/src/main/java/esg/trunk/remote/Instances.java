package esg.trunk.remote;

import esg.cluster.placement.InstanceRoles;
import esg.cluster.placement.Membership;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.jspecify.annotations.Nullable;

/** Where each instance is now: the exchange writes, I/O loops read. Those that leave still carry their calls. */
final class Instances {
    private static final Set<MemberStatus> ALIVE =
            Set.of(MemberStatus.up(), MemberStatus.leaving(), MemberStatus.exiting());

    private final String own;
    private Membership members = Membership.NONE;
    private volatile Map<Integer, String> nodes = Map.of();

    /** @param own address of this node */
    Instances(String own) {
        this.own = own;
    }

    /**
     * Other nodes to ask for a dialog with this tag: that of its roleid, then all others, as any of them may carry on the calls of an
     * earlier node of that roleid. None when the tag is not one of ours.
     */
    List<String> carriers(@Nullable String tag) {
        if (tag == null) return List.of();
        var roleid = DialogTag.roleid(tag);
        if (roleid.isEmpty()) return List.of();
        var known = nodes;
        var carriers = new LinkedHashSet<String>();
        var likeliest = known.get(roleid.getAsInt());
        if (likeliest != null) carriers.add(likeliest);
        carriers.addAll(known.values());
        carriers.remove(own);
        return List.copyOf(carriers);
    }

    /** It was downed, or is no member. For the actor that hears of members. */
    boolean isGone(String node) {
        return members.members().values().stream()
                .filter(member -> member.address().toString().equals(node))
                .allMatch(member -> member.status().equals(MemberStatus.down()));
    }

    void after(MemberEvent event) {
        members = members.after(event);
        var alive = new HashMap<Integer, String>();
        members.members().values().stream()
                .filter(member -> ALIVE.contains(member.status()))
                .forEach(member -> InstanceRoles.parse(member.getRoles())
                        .ifPresent(instance ->
                                alive.put(instance.roleid(), member.address().toString())));
        nodes = Map.copyOf(alive);
    }
}
