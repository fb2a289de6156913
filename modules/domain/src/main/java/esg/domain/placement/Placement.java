package esg.domain.placement;

import esg.domain.account.AccountId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Ranks instances for an account, best first (design §5 Placement). */
public final class Placement {
    private Placement() {}

    /** Instances that may serve the account; empty when none may. */
    public static List<Instance> ranked(AccountId id, List<Integer> serveridxs, Collection<Instance> live) {
        return ranked(id.toString(), serveridxs, live);
    }

    /** The same for a whole {@link #group}: all accounts of a group go to the same instance. */
    public static List<Instance> rankedGroup(String group, Collection<Instance> live) {
        int tilde = group.indexOf('~');
        var idxs = tilde <= 0 ? "" : group.substring(0, tilde);
        var serveridxs = idxs.isEmpty()
                ? List.<Integer>of()
                : Arrays.stream(idxs.split(",")).map(Integer::valueOf).toList();
        return ranked(group, serveridxs, live);
    }

    private static List<Instance> ranked(String key, List<Integer> serveridxs, Collection<Instance> live) {
        var candidates = new ArrayList<Instance>();
        for (var instance : live) {
            if (serveridxs.isEmpty() ? instance.unbound() : serveridxs.contains(instance.roleid())) {
                candidates.add(instance);
            }
        }
        Comparator<Instance> order = Comparator.comparingInt(Instance::priority)
                .thenComparing(i -> weight(key, i.roleid()), Comparator.reverseOrder())
                .thenComparing(Instance::node);
        if (!serveridxs.isEmpty()) {
            order = Comparator.<Instance>comparingInt(i -> serveridxs.indexOf(i.roleid()))
                    .thenComparing(order);
        }
        candidates.sort(order);
        return candidates;
    }

    /** Name of the account's placement group, {@code <serveridxs>~bucket}: few groups move faster than many accounts. */
    public static String group(List<Integer> serveridxs, AccountId id, int buckets) {
        var idxs = serveridxs.stream().map(String::valueOf).collect(Collectors.joining(","));
        return idxs + "~" + Math.floorMod(hash(id.toString(), 0), (long) buckets);
    }

    /** Rendezvous hash: a node that leaves moves only its own accounts. */
    private static long weight(String key, int roleid) {
        return hash(key, roleid) >>> 1;
    }

    /** FNV-1a with a mixing end; the same on every node and JVM, unlike String.hashCode's poor spread. */
    private static long hash(String key, int seed) {
        long h = 0xcbf29ce484222325L ^ (seed * 0x9e3779b97f4a7c15L);
        for (int i = 0; i < key.length(); i++) h = (h ^ key.charAt(i)) * 0x100000001b3L;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
