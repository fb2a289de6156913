package esg.sip.locate;

import esg.sip.locate.Names.Srv;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The order in which the servers of a service are tried (RFC 2782): by priority, within one drawn by weight. */
final class SrvOrder {
    private SrvOrder() {}

    static List<Srv> of(List<Srv> servers, RandomGenerator random) {
        var byPriority = new TreeMap<Integer, List<Srv>>();
        for (var server : servers) {
            // A target of "." says that there is no such service here.
            if (server.target().isEmpty() || server.target().equals(".")) continue;
            byPriority
                    .computeIfAbsent(server.priority(), _ -> new ArrayList<>())
                    .add(server);
        }
        var ordered = new ArrayList<Srv>();
        for (var same : byPriority.values()) draw(same, random, ordered);
        return ordered;
    }

    private static void draw(List<Srv> same, RandomGenerator random, List<Srv> into) {
        // Weight 0 first, so that it has a small chance while heavier ones are left.
        same.sort(Comparator.comparingInt(Srv::weight));
        while (!same.isEmpty()) {
            int drawn = random.nextInt(same.stream().mapToInt(Srv::weight).sum() + 1);
            int at = 0;
            for (int sum = same.getFirst().weight();
                    sum < drawn;
                    sum += same.get(at).weight()) at++;
            into.add(same.remove(at));
        }
    }
}
