package esg.esg.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * One node of the cluster before it runs.
 *
 * @param roleid from 1; the name has it too: esg1
 * @param dir its settings, data and logs
 */
public record NodePlan(int roleid, NodeHome home, NodePorts ports, Path dir) {
    /** Media ports of a node: few, since no two may have the same. */
    private static final int MEDIA_PORTS = 1_000;

    public String name() {
        return "esg" + roleid;
    }

    /** As in logs and monitors: {@code esg1@127.0.0.1}. */
    public String id() {
        return name() + "@" + home.address();
    }

    /** {@code host:port} as in {@code esg.cluster.seed-nodes}. */
    String seed() {
        return home.address() + ":" + ports.cluster();
    }

    public Path data() {
        return dir.resolve("data");
    }

    /** Where its log lines go. */
    public Path log() {
        return dir.resolve("log").resolve("esg.log");
    }

    /** File of its process number, for whoever wants to stop or kill it. */
    Path pid() {
        return dir.resolve("pid");
    }

    public String url() {
        return "http://" + home.address() + ":" + ports.http();
    }

    /** What its settings file says, by key. */
    Map<String, Object> settings(List<String> seeds, String jdbc, Path key) {
        int media = 20_000 + (roleid - 1) * MEDIA_PORTS;
        return Map.ofEntries(
                Map.entry("esg.node.name", name()),
                Map.entry("esg.node.address", home.address()),
                Map.entry("esg.data-dir", data().toString()),
                Map.entry("esg.log-dir", dir.resolve("log").toString()),
                Map.entry("esg.database.url", jdbc),
                Map.entry("esg.database.key-file", key.toString()),
                Map.entry("esg.http.host", home.address()),
                Map.entry("esg.http.port", ports.http()),
                Map.entry("esg.cluster.host", home.address()),
                Map.entry("esg.cluster.port", ports.cluster()),
                Map.entry("esg.cluster.seed-nodes", seeds),
                Map.entry("esg.roles.esg.roleid", roleid),
                Map.entry("esg.roles.esg.listen", listen(ports.outside())),
                Map.entry("esg.roles.sg.listen", listen(ports.inside())),
                Map.entry("esg.roles.bgmg.ports", media + "-" + (media + MEDIA_PORTS - 1)));
    }

    private List<Map<String, Object>> listen(int port) {
        return List.of(
                Map.of("transport", "udp", "host", home.listen(), "port", port),
                Map.of("transport", "tcp", "host", home.listen(), "port", port));
    }
}
