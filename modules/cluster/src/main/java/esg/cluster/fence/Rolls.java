package esg.cluster.fence;

import esg.cluster.lifeline.LifelinePort;
import esg.cluster.lifeline.Peer;
import esg.cluster.placement.Membership;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/** Pekko's membership in the fence's words. */
final class Rolls {
    private Rolls() {}

    static long uid(Member member) {
        return member.uniqueAddress().longUid();
    }

    /**
     * Who votes. A member that is down votes as before until it is removed: only then have all survivors agreed.
     *
     * @param before the roll until now
     */
    static Roll roll(Membership membership, Roll before) {
        var voters = new HashMap<Long, Voter>();
        for (var member : membership.members().values()) {
            long uid = uid(member);
            var status = member.status();
            if (status.equals(MemberStatus.exiting())) continue;
            var known = before.voters().get(uid);
            var standing = standing(status);
            if (status.equals(MemberStatus.down()) && known != null) standing = known.standing();
            var address = member.address();
            voters.put(
                    uid,
                    new Voter(
                            uid, address.host().get(), (Integer) address.port().get(), standing));
        }
        return new Roll(voters);
    }

    private static Voter.Standing standing(MemberStatus status) {
        if (status.equals(MemberStatus.up())) return Voter.Standing.UP;
        return status.equals(MemberStatus.leaving()) ? Voter.Standing.LEAVING : Voter.Standing.JOINING;
    }

    /** Members that are not down. */
    static Stream<Member> standing(Membership membership) {
        return membership.members().values().stream()
                .filter(member -> !member.status().equals(MemberStatus.down()));
    }

    /** Who left in order. */
    static Set<Long> exiting(Membership membership) {
        return membership.members().values().stream()
                .filter(member -> member.status().equals(MemberStatus.exiting()))
                .map(Rolls::uid)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whom to ping: all others with a lifeline. */
    static Set<Peer> peers(Membership membership, long self) {
        var peers = new HashSet<Peer>();
        for (var member : membership.members().values()) {
            var port = LifelinePort.parse(member.getRoles());
            if (uid(member) == self || port.isEmpty()) continue;
            var at = new InetSocketAddress(member.address().host().get(), port.getAsInt());
            peers.add(new Peer(uid(member), member.address().toString(), at));
        }
        return peers;
    }
}
