package esg.cluster.fence;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The votes of a membership, by uid. Two quorums of one roll, or of rolls a step apart, always share a member: it is the count of Pekko's
 * keep-majority with "reachable" replaced by "has granted".
 */
public record Roll(Map<Long, Voter> voters) {
    public static final Roll NONE = new Roll(Map.of());

    public Roll {
        voters = Map.copyOf(voters);
    }

    public static Roll of(Collection<Voter> voters) {
        return new Roll(voters.stream().collect(Collectors.toMap(Voter::uid, voter -> voter)));
    }

    /**
     * Who joins or leaves may count elsewhere already, or no more: against us unless it grants, never for us.
     *
     * @param granted who granted, we among them
     */
    boolean quorum(Set<Long> granted) {
        long ours = voters.values().stream()
                .filter(voter -> voter.standing() == Voter.Standing.UP && granted.contains(voter.uid()))
                .count();
        long theirs =
                voters.keySet().stream().filter(uid -> !granted.contains(uid)).count();
        if (ours != theirs) return ours > theirs;
        return theirs == 0 || lowestIsAmong(granted);
    }

    /** On a tie the side with the lowest address goes on, so that two nodes are not lost with one. */
    private boolean lowestIsAmong(Set<Long> granted) {
        return voters.values().stream()
                .filter(voter -> voter.standing() != Voter.Standing.JOINING)
                .min(Voter.BY_ADDRESS)
                .filter(voter -> granted.contains(voter.uid()))
                .isPresent();
    }

    boolean alone(long self) {
        return voters.keySet().stream().allMatch(uid -> uid == self);
    }

    /** Is up: it takes part. */
    boolean admits(long uid) {
        var voter = voters.get(uid);
        return voter != null && voter.standing() == Voter.Standing.UP;
    }

    /** Members of both, each as the newer one has it. */
    Roll with(Roll newer) {
        var all = new HashMap<>(voters);
        all.putAll(newer.voters);
        return new Roll(all);
    }

    Roll without(Set<Long> gone) {
        var left = new HashMap<>(voters);
        left.keySet().removeAll(gone);
        return new Roll(left);
    }
}
