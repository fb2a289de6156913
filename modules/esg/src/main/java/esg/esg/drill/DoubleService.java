package esg.esg.drill;

import java.util.HashSet;
import java.util.List;

/** Counts packets that a node sent for an account which another one served already: there must be none, ever (BND-06). */
final class DoubleService {
    private DoubleService() {}

    /**
     * Looks at accounts that moved.
     *
     * @param seen everything since before the move
     * @return packets of the old owner after the first of the new one, or after the time since which that one serves
     */
    static int count(Owners before, Owners after, List<Sighting> seen) {
        var taken = new HashSet<Integer>();
        int count = 0;
        for (var sighting : seen) {
            var old = before.at(sighting.account());
            var now = after.at(sighting.account());
            if (old.node() == now.node()) continue;
            if (sighting.node() == now.node()) {
                taken.add(sighting.account());
            } else if (sighting.node() == old.node()
                    && (taken.contains(sighting.account()) || sighting.after() > now.since())) {
                count++;
            }
        }
        return count;
    }
}
