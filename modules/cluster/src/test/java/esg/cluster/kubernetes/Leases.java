package esg.cluster.kubernetes;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Leases of the API server: each change takes a new version, and one that names an older version is refused. */
public final class Leases {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Map<String, ObjectNode> leases = new HashMap<>();
    private int version;
    private @Nullable Instant left;

    /** Who asks for a lease that is not there yet finds it held, last renewed at this time, by a node that is no more. */
    public synchronized void leftBehind(Instant renewed) {
        left = renewed;
    }

    /** Their names. */
    public synchronized Set<String> names() {
        return new TreeSet<>(leases.keySet());
    }

    synchronized FakeKubernetes.Answer answer(String method, String name, byte[] body) throws IOException {
        return switch (method) {
            case "GET" -> read(name);
            case "POST" -> create((ObjectNode) JSON.readTree(body));
            case "PUT" -> update(name, (ObjectNode) JSON.readTree(body));
            default -> new FakeKubernetes.Answer(405, "{}");
        };
    }

    private FakeKubernetes.Answer read(String name) {
        if (left != null && !leases.containsKey(name)) leases.put(name, lease(name, MICROS.format(left)));
        var lease = leases.get(name);
        return lease == null ? new FakeKubernetes.Answer(404, "{}") : new FakeKubernetes.Answer(200, lease.toString());
    }

    private ObjectNode lease(String name, String renewed) {
        var lease = JSON.createObjectNode();
        lease.put("kind", "Lease").put("apiVersion", "coordination.k8s.io/v1");
        lease.putObject("metadata").put("name", name).put("resourceVersion", String.valueOf(++version));
        lease.putObject("spec").put("holderIdentity", "192.0.2.1:17355").put("acquireTime", renewed);
        return lease;
    }

    private FakeKubernetes.Answer create(ObjectNode lease) {
        var name = lease.path("metadata").path("name").asText();
        if (leases.containsKey(name)) return new FakeKubernetes.Answer(409, "{}");
        return keep(name, lease, 201);
    }

    private FakeKubernetes.Answer update(String name, ObjectNode lease) {
        var known = leases.get(name);
        boolean current =
                known != null && known.at("/metadata/resourceVersion").equals(lease.at("/metadata/resourceVersion"));
        return current ? keep(name, lease, 200) : new FakeKubernetes.Answer(409, "{}");
    }

    private FakeKubernetes.Answer keep(String name, ObjectNode lease, int status) {
        ((ObjectNode) lease.path("metadata")).put("resourceVersion", String.valueOf(++version));
        leases.put(name, lease);
        return new FakeKubernetes.Answer(status, lease.toString());
    }
}
