package esg.admin.monitor;

import esg.admin.monitor.CallQuery.Chosen;
import esg.admin.monitor.NodeState.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of all nodes, in the order that was asked for, and no more of them.
 *
 * @param total how many fit
 */
public record FoundCalls(List<There> calls, int total) {
    public FoundCalls {
        calls = List.copyOf(calls);
    }

    /** A call and the node that carries it, or did. */
    public record There(String node, Call call) {}

    /**
     * Puts together what nodes have chosen.
     *
     * @param chosen by the name of the node
     */
    public static FoundCalls of(CallQuery query, Map<String, Chosen> chosen) {
        var found = new ArrayList<There>();
        int total = 0;
        for (var one : chosen.entrySet()) {
            for (var call : one.getValue().calls()) found.add(new There(one.getKey(), call));
            total += one.getValue().total();
        }
        found.sort(Comparator.comparing(There::call, query.order().comparator()));
        return new FoundCalls(found.stream().limit(query.most()).toList(), total);
    }

    /** Where a call is; one that lives, where one node has ended it and another goes on with it. */
    public Optional<There> find(String id) {
        return calls.stream()
                .filter(one -> one.call().id().equals(id))
                .min(Comparator.comparing(one -> one.call().ended() != null));
    }
}
