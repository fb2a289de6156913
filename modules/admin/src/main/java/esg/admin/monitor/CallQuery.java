package esg.admin.monitor;

import esg.admin.monitor.NodeState.Call;
import java.util.List;

/**
 * Which calls a node is to tell of: ten thousand of them are megabytes, and a page of a list is fifty.
 *
 * @param most of them, the first in that order; 0 or more
 */
public record CallQuery(CallSearch search, CallOrder order, int most) {
    public static final CallQuery ALL = of(CallSearch.ALL);

    /** All that fit, the newest first. */
    public static CallQuery of(CallSearch search) {
        return new CallQuery(search, CallOrder.NEWEST, Integer.MAX_VALUE);
    }

    /**
     * What it chooses.
     *
     * @param total how many fit
     */
    public record Chosen(List<Call> calls, int total) {
        public Chosen {
            calls = List.copyOf(calls);
        }
    }

    /** Out of all calls of a node, in any order. */
    public Chosen choose(List<Call> calls) {
        var fitting = calls.stream().filter(search::fits).toList();
        var first = fitting.stream().sorted(order.comparator()).limit(most).toList();
        return new Chosen(first, fitting.size());
    }
}
