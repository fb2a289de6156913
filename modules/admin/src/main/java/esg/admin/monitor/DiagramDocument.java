package esg.admin.monitor;

import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
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
    private static final int MOST_LEGS = 32;

    private final List<Call> calls;
    private final List<String> callIds;

    private DiagramDocument(List<Call> calls, List<String> callIds) {
        this.calls = calls;
        this.callIds = callIds;
    }

    /** What to look for; empty when no node knows the call. */
    public static Optional<DiagramDocument> of(List<NodeState> nodes, String id) {
        var known = nodes.stream().flatMap(node -> node.calls().stream()).toList();
        return known.stream().filter(call -> call.id().equals(id)).findFirst().map(first -> together(known, first));
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

    /** Reads them; empty when the node writes no packets down. Blocks. */
    public Optional<Map<String, Object>> read(CallPackets packets, Instant now) {
        var from = Collections.min(calls.stream().map(Call::started).toList()).minus(CLOCKS);
        var ends = calls.stream()
                .map(call -> call.ended() == null ? now : call.ended().plus(AFTERWARDS))
                .toList();
        return packets.of(Set.copyOf(callIds), from, Collections.max(ends).plus(CLOCKS))
                .map(this::write);
    }

    private Map<String, Object> write(Found found) {
        var data = new LinkedHashMap<String, Object>();
        data.put("id", calls.getFirst().id());
        data.put("node", found.node());
        data.put("state", calls.getFirst().state());
        data.put("callids", callIds);
        data.put("complete", found.complete());
        data.put(
                "packets",
                found.packets().stream()
                        .map(packet -> packet(packet, found.node()))
                        .toList());
        return MonitorDocuments.envelope(data);
    }

    private Map<String, Object> packet(Packet packet, String node) {
        var document = new LinkedHashMap<String, Object>();
        document.put("time", packet.at().toString());
        document.put("direction", packet.sent() ? "sent" : "received");
        if (!packet.ok()) document.put("failed", true);
        document.put("transport", packet.transport());
        document.put("from", packet.sent() ? node : packet.peer());
        document.put("to", packet.sent() ? packet.peer() : node);
        document.put("leg", callIds.indexOf(packet.callId()));
        document.put("callid", packet.callId());
        document.put("line", packet.line());
        document.put("cseq", packet.cseq());
        if (!packet.reason().isEmpty()) document.put("reason", packet.reason());
        return document;
    }
}
