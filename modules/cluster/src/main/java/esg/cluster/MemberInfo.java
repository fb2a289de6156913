package esg.cluster;

import esg.domain.placement.Instance;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.Address;

/**
 * A node as the one that is asked knows it (MON-03, MON-06).
 *
 * @param node {@code esg1@127.0.0.1}
 * @param address of its actor system
 * @param roles enabled ones of esg, sg, b2b and bgmg, ordered
 * @param instance what placement knows of it; empty when it is not in role esg
 * @param state its member status: joining, up, leaving, exiting, down, or removed when it is a member no more
 * @param reachable it is a member and answers
 */
public record MemberInfo(
        String node,
        Address address,
        List<String> roles,
        Optional<Instance> instance,
        String state,
        boolean reachable) {
    /** State of a node that was a member once. */
    static final String REMOVED = "removed";

    public MemberInfo {
        roles = List.copyOf(roles);
    }

    /** Where it is, without a port. */
    public String host() {
        return address.host().getOrElse(() -> "");
    }

    /** False when it was one once. */
    public boolean isMember() {
        return !state.equals(REMOVED);
    }

    MemberInfo gone() {
        return new MemberInfo(node, address, roles, instance, REMOVED, false);
    }
}
