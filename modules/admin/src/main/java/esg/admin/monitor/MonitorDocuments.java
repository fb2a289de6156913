package esg.admin.monitor;

import esg.admin.monitor.NodeState.Call;
import esg.admin.monitor.NodeState.Reg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The monitor's answers as JSON-free documents. Times are ISO 8601 in UTC; fields the original does not have follow
 * those it has, and only when there is something to say, so that its clients keep working.
 */
public final class MonitorDocuments {
    private MonitorDocuments() {}

    /** {@code GET /api/monitor/v1/esg/active} (MON-03); {@code regs} is there only when asked for (MON-07). */
    public static Map<String, Object> active(List<NodeState> nodes, boolean withRegs) {
        var sites = new LinkedHashMap<String, List<Object>>();
        nodes.stream()
                .sorted(Comparator.comparing(NodeState::site)
                        .thenComparingInt(NodeState::srvidx)
                        .thenComparing(NodeState::node))
                .forEach(node -> sites.computeIfAbsent(node.site(), _ -> new ArrayList<>())
                        .add(server(node, withRegs)));
        var listed = new ArrayList<Object>();
        sites.forEach((site, servers) -> {
            var document = new LinkedHashMap<String, Object>();
            document.put("site", site);
            document.put("servers", servers);
            listed.add(document);
        });
        return envelope(Map.of("sites", listed));
    }

    /** {@code GET /api/monitor/v1/calls}: what stands behind the offset, and how many fit. */
    public static Map<String, Object> calls(FoundCalls found, int offset) {
        var data = new LinkedHashMap<String, Object>();
        data.put("total", found.total());
        data.put("offset", offset);
        data.put(
                "calls",
                found.calls().stream()
                        .skip(offset)
                        .map(one -> call(one.node(), one.call()))
                        .toList());
        return envelope(data);
    }

    /** {@code GET /api/monitor/v1/calls/{id}}; empty when no node knows the call. */
    public static Optional<Map<String, Object>> oneCall(FoundCalls found, String id) {
        return found.find(id).map(one -> envelope(call(one.node(), one.call())));
    }

    /** {@code GET /api/monitor/v1/border}: how often each rule has decided, on all nodes and on each; nodes that did not answer are named. */
    public static Map<String, Object> border(List<NodeState> nodes) {
        var rules = new TreeMap<String, Map<String, Long>>();
        for (var node : nodes) {
            for (var count : node.border()) {
                rules.computeIfAbsent(count.id(), _ -> new TreeMap<>()).put(node.node(), count.packets());
            }
        }
        var listed = rules.entrySet().stream()
                .map(rule -> {
                    var document = new LinkedHashMap<String, Object>();
                    document.put("id", rule.getKey());
                    document.put(
                            "packets",
                            rule.getValue().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum());
                    document.put("nodes", rule.getValue());
                    return document;
                })
                .toList();
        var offline = nodes.stream()
                .filter(node -> !node.online())
                .map(NodeState::node)
                .sorted()
                .toList();
        var data = new LinkedHashMap<String, Object>();
        data.put("rules", listed);
        if (!offline.isEmpty()) data.put("offline", offline);
        return envelope(data);
    }

    static Map<String, Object> envelope(Object data) {
        var document = new LinkedHashMap<String, Object>();
        document.put("resultcode", 0);
        document.put("resultmsg", "OK");
        document.put("data", data);
        return document;
    }

    private static Map<String, Object> server(NodeState node, boolean withRegs) {
        var document = new LinkedHashMap<String, Object>();
        document.put("srvidx", node.srvidx());
        document.put("node", node.node());
        document.put("addr", node.addr());
        document.put("online", node.online());
        if (withRegs) {
            document.put(
                    "regs",
                    node.regs().stream()
                            .sorted(Comparator.comparing(Reg::d).thenComparing(Reg::code))
                            .map(MonitorDocuments::reg)
                            .toList());
        }
        return document;
    }

    private static Map<String, Object> reg(Reg reg) {
        var document = new LinkedHashMap<String, Object>();
        document.put("code", reg.code());
        document.put("d", reg.d());
        document.put("user", reg.user());
        document.put("domain", reg.domain());
        document.put("port", reg.port());
        document.put("proto", reg.proto());
        document.put("addrs", reg.addrs());
        document.put("regstate", reg.regstate());
        document.put("pingstate", reg.pingstate());
        document.put("last_response", reg.lastResponse());
        document.put("onlinetrunkcount", reg.onlinetrunkcount());
        putText(document, "nextattempt", reg.nextattempt());
        putText(document, "failure", reg.failure());
        if (reg.granted() != null) {
            document.put("granted", reg.granted());
        }
        putText(document, "ownersince", reg.ownersince());
        return document;
    }

    static Map<String, Object> call(String node, Call call) {
        var document = new LinkedHashMap<String, Object>();
        document.put("id", call.id());
        document.put("code", call.code());
        document.put("d", call.d());
        document.put("node", node);
        document.put("direction", call.direction());
        document.put("from", call.from());
        document.put("to", call.to());
        document.put("state", call.state());
        document.put("started", call.started().toString());
        putText(document, "answered", call.answered());
        putText(document, "ended", call.ended());
        document.put("callids", call.callIds());
        if (call.status() != null) {
            document.put("status", call.status());
        }
        putText(document, "reason", call.reason());
        if (!call.media().isEmpty())
            document.put(
                    "media", call.media().stream().map(MonitorDocuments::stream).toList());
        putText(document, "notheard", call.dumb());
        return document;
    }

    private static Map<String, Object> stream(NodeState.Stream stream) {
        var document = new LinkedHashMap<String, Object>();
        document.put("end", stream.end());
        document.put("kind", stream.kind());
        document.put("from", stream.from());
        document.put("packets", stream.packets());
        document.put("bytes", stream.bytes());
        document.put("lost", stream.lost());
        document.put("jitter", stream.jitter());
        document.put("strangers", stream.strangers());
        putText(document, "heard", stream.heard());
        return document;
    }

    private static void putText(Map<String, Object> document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, value.toString());
        }
    }
}
