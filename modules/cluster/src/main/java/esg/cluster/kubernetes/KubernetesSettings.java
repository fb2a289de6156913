package esg.cluster.kubernetes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a node finds the others in Kubernetes; each key is explained in reference.conf.
 *
 * @param selector labels of the pods that are nodes of this cluster
 * @param namespace theirs; empty: that of this pod
 * @param contactPoints how many must answer before a new cluster is formed
 * @param serviceAccount directory of token, ca.crt and namespace
 */
public record KubernetesSettings(String selector, String namespace, int contactPoints, Path serviceAccount) {
    private static final String AT = "esg.cluster.kubernetes.";

    /**
     * Reads {@code esg.cluster.kubernetes}, and what else of {@code esg.cluster} must fit it.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static KubernetesSettings from(Config config) {
        if (!config.getStringList("esg.cluster.seed-nodes").isEmpty()) {
            throw wrong(config, "esg.cluster.seed-nodes", "must be empty with discovery = kubernetes");
        }
        if (config.getInt("esg.cluster.port") == 0) {
            throw wrong(config, "esg.cluster.port", "must not be 0 with discovery = kubernetes");
        }
        podAddress(config);
        return new KubernetesSettings(
                matching(config, AT + "selector", "[^\\s%]+", "must be labels such as app=esg"),
                matching(config, AT + "namespace", "[a-z0-9-]*", "must be the name of a namespace or empty"),
                contactPoints(config),
                Path.of(matching(config, AT + "service-account", ".+", "must be a directory")));
    }

    /** Pods are told apart by address, so a node must know its own by that. */
    private static void podAddress(Config config) {
        var key = "esg.cluster.host";
        var host = config.getString(key);
        try {
            if (!InetAddress.ofLiteral(host).isAnyLocalAddress()) return;
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw wrong(config, key, "must be the pod's IP address with discovery = kubernetes, not \"" + host + "\"");
    }

    private static int contactPoints(Config config) {
        int number = config.getInt(AT + "contact-points");
        if (number < 1 || number > 1_000) {
            throw wrong(config, AT + "contact-points", "must be 1 to 1000, not " + number);
        }
        return number;
    }

    private static String matching(Config config, String key, String pattern, String why) {
        var text = config.getString(key);
        if (!text.matches(pattern)) throw wrong(config, key, why + ", not \"" + text + "\"");
        return text;
    }

    private static ConfigException wrong(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
    }

    /** What Pekko is told. */
    public Map<String, Object> pekko() {
        var values = new HashMap<String, Object>();
        var api = "pekko.discovery.kubernetes-api.";
        values.put("pekko.discovery.method", "kubernetes-api");
        values.put(api + "pod-label-selector", selector);
        if (!namespace.isEmpty()) values.put(api + "pod-namespace", namespace);
        values.put(
                api + "pod-namespace-path", serviceAccount.resolve("namespace").toString());
        values.put(api + "api-token-path", token().toString());
        values.put(api + "api-ca-path", certificate().toString());
        values.put(
                "pekko.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr", contactPoints);
        return values;
    }

    /**
     * Looks whether this process is in a pod that may ask the API server.
     *
     * @param environment that of the process
     * @throws IOException in words for the operator
     */
    public void checkPod(Map<String, String> environment) throws IOException {
        for (var name : List.of("KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT")) {
            if (environment.getOrDefault(name, "").isEmpty()) {
                throw new IOException("esg.cluster.discovery: kubernetes, but this process is not in a pod: " + name
                        + " is not in its environment");
            }
        }
        for (var file : Set.of(token(), certificate())) {
            if (!Files.isReadable(file)) {
                throw new IOException(
                        AT + "service-account: " + file + " is not readable; without it the pods cannot be asked for");
            }
        }
    }

    private Path token() {
        return serviceAccount.resolve("token");
    }

    private Path certificate() {
        return serviceAccount.resolve("ca.crt");
    }
}
