package esg.admin.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Nodes as JSON-free documents. What a node did not tell is left out, so that an old number is never taken for a new one. */
public final class NodeDocuments {
    private NodeDocuments() {}

    /** {@code GET /rest/v1/master/nodes}. */
    public static Map<String, Object> list(List<NodeInfo> nodes, Instant now) {
        var document = new LinkedHashMap<String, Object>();
        document.put("items", nodes.stream().map(node -> one(node, now)).toList());
        document.put("total", nodes.size());
        return document;
    }

    /** {@code GET /rest/v1/master/nodes/{node}}. */
    public static Map<String, Object> one(NodeInfo node, Instant now) {
        var document = new LinkedHashMap<String, Object>();
        document.put("node", node.node());
        document.put("address", node.address());
        document.put("roles", node.roles());
        node.instance().ifPresent(instance -> {
            document.put("roleid", instance.roleid());
            document.put("priority", instance.priority());
            document.put("unbound", instance.unbound());
        });
        document.put("state", node.state());
        document.put("reachable", node.reachable());
        document.put("online", node.told().isPresent());
        node.told().ifPresent(told -> {
            document.put("accounts", told.accounts());
            document.put("calls", told.calls());
            document.put("version", told.version());
            document.put("loglevel", told.loglevel().name());
            document.put("draining", told.draining());
            document.put("externaladdrs", told.externaladdrs());
            document.put("since", told.since().toString());
            document.put(
                    "uptime", Math.max(0, Duration.between(told.since(), now).toSeconds()));
        });
        return document;
    }
}
