package esg.esg.drill;

import java.util.Collection;
import java.util.List;

/** What is told of many times, milliseconds. Of none, all are 0. */
record Figures(int count, long min, long median, long p95, long max) {
    static Figures of(Collection<Long> times) {
        var sorted = times.stream().sorted().toList();
        if (sorted.isEmpty()) return new Figures(0, 0, 0, 0, 0);
        return new Figures(sorted.size(), sorted.getFirst(), share(sorted, 0.5), share(sorted, 0.95), sorted.getLast());
    }

    /** The smallest that so large a share does not exceed (nearest rank): a time that was measured, not one between two. */
    private static long share(List<Long> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    String text() {
        return min + "/" + median + "/" + p95 + "/" + max;
    }
}
