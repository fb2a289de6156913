package esg.admin.monitor;

import esg.admin.monitor.CallPackets.Everywhere;
import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Search;
import esg.admin.monitor.NodeState.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code GET /api/monitor/v1/calls/{id}/diagram} (DIA-01): the packets of a call, both legs, and of calls that go on with one of its legs, as
 * one does that leaves by an account registered at ourselves.
 */
public final class DiagramDocument {
    /** The answer to BYE is repeated for so long (RFC 3261 §17.2.2). */
    private static final Duration AFTERWARDS = Duration.ofSeconds(32);

    private static final Duration CLOCKS = Duration.ofSeconds(1); // nodes that carry one call have a clock each
    static final int MOST_LEGS = 32;

    private final List<Call> calls;
    private final List<String> callIds;

    private DiagramDocument(List<Call> calls, List<String> callIds) {
        this.calls = calls;
        this.callIds = callIds;
    }

    /**
     * What to look for; empty when the call is not among these.
     *
     * @param known calls that share legs, {@link RelatedCalls}
     * @param id of the call, or Call-ID of one of its legs
     */
    public static Optional<DiagramDocument> of(List<Call> known, String id) {
        var byId = known.stream().filter(call -> call.id().equals(id)).findFirst();
        return byId.or(() -> known.stream()
                        .filter(call -> call.callIds().contains(id))
                        .findFirst())
                .map(first -> together(known, first));
    }

    /** The legs of a call, in the order they came to be, and what shares one of them. */
    private static DiagramDocument together(List<Call> known, Call first) {
        var callIds = new LinkedHashSet<>(first.callIds());
        var calls = new LinkedHashSet<>(List.of(first));
        boolean more = true;
        while (more && callIds.size() < MOST_LEGS) {
            more = false;
            for (var call : known) {
                if (Collections.disjoint(callIds, call.callIds()) || !calls.add(call)) continue;
                callIds.addAll(call.callIds());
                more = true;
            }
        }
        return new DiagramDocument(List.copyOf(calls), List.copyOf(callIds));
    }

    /** What to ask the nodes for. */
    public Search search(Instant now) {
        var from = Collections.min(calls.stream().map(Call::started).toList()).minus(CLOCKS);
        var ends = calls.stream()
                .map(call -> call.ended() == null ? now : call.ended().plus(AFTERWARDS))
                .toList();
        return new Search(Set.copyOf(callIds), from, Collections.max(ends).plus(CLOCKS));
    }

    /**
     * The answer to people.
     *
     * @param asked the node that was asked
     * @param text whether all of each packet is wanted, or its first line
     */
    public Map<String, Object> write(String asked, Everywhere everywhere, boolean text) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", calls.getFirst().id());
        data.put("node", asked);
        data.put("nodes", everywhere.found().stream().map(Found::node).sorted().toList());
        data.put("silent", everywhere.silent());
        data.put("state", calls.getFirst().state());
        data.put("callids", callIds);
        data.put("complete", everywhere.found().stream().allMatch(Found::complete));
        data.put(
                "packets",
                Seen.of(everywhere).stream().map(seen -> packet(seen, text)).toList());
        return MonitorDocuments.envelope(data);
    }

    private Map<String, Object> packet(Seen seen, boolean text) {
        var packet = seen.packet();
        var document = new LinkedHashMap<String, Object>();
        document.put("time", packet.at().toString());
        document.put("direction", packet.sent() ? "sent" : "received");
        if (!packet.ok()) document.put("failed", true);
        document.put("node", seen.node());
        document.put("transport", packet.transport());
        document.put("from", packet.sent() ? seen.node() : packet.peer());
        document.put("to", packet.sent() ? packet.peer() : seen.node());
        document.put("leg", callIds.indexOf(packet.callId()));
        document.put("callid", packet.callId());
        document.put("line", packet.line());
        document.put("cseq", packet.cseq());
        if (!packet.reason().isEmpty()) document.put("reason", packet.reason());
        if (text) document.put("text", packet.text());
        return document;
    }
}
