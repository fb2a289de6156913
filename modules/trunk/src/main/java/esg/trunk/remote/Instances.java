package esg.trunk.remote;

import esg.cluster.placement.InstanceRoles;
import esg.cluster.placement.Membership;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.MemberStatus;
import org.jspecify.annotations.Nullable;

/** Where each instance is now: the exchange writes, I/O loops read. Those that leave still carry their calls. */
final class Instances {
    private static final Set<MemberStatus> ALIVE =
            Set.of(MemberStatus.up(), MemberStatus.leaving(), MemberStatus.exiting());

    private Membership members = Membership.NONE;
    private volatile Map<Integer, String> nodes = Map.of();

    /** The node whose calls have this tag; null when it is none of ours, or that instance is gone. */
    @Nullable
    String carrier(@Nullable String tag) {
        var roleid = tag == null ? java.util.OptionalInt.empty() : DialogTag.roleid(tag);
        return roleid.isEmpty() ? null : nodes.get(roleid.getAsInt());
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
