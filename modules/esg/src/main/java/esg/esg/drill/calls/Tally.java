package esg.esg.drill.calls;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of calls.
 *
 * @param calls all of them
 * @param lost those that had begun and could not be ended in order from the end that hung up, or were refused
 * @param silent those that rang, whose caller heard nothing any more
 * @param told of calls on nodes that were lost: milliseconds from the signal until both ends knew where the call is carried now
 * @param why how often which reason
 */
public record Tally(int calls, int lost, int silent, List<Long> told, Map<String, Integer> why) {
    public static final Tally NONE = new Tally(0, 0, 0, List.of(), Map.of());

    public Tally {
        told = List.copyOf(told);
        why = Map.copyOf(why);
    }

    /** How often which reason, "" for one sentence; empty when nothing was lost. */
    public String reasons() {
        return String.join(
                ", ",
                new TreeMap<>(why)
                        .entrySet().stream()
                                .map(entry -> entry.getValue() + " times " + entry.getKey())
                                .toList());
    }
}
