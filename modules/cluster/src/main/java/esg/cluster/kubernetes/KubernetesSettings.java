package esg.cluster.kubernetes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How a node finds the others in Kubernetes; each key is explained in reference.conf.
 *
 * @param selector labels of the pods that are nodes of this cluster
 * @param contactPoints how many must answer before a new cluster is formed
 */
public record KubernetesSettings(ServiceAccount account, String selector, int contactPoints) {
    private static final String SELECTOR = "esg.cluster.kubernetes.selector";
    private static final String CONTACT_POINTS = "esg.cluster.kubernetes.contact-points";

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
        int contactPoints = config.getInt(CONTACT_POINTS);
        if (contactPoints < 1 || contactPoints > 1_000) {
            throw wrong(config, CONTACT_POINTS, "must be 1 to 1000, not " + contactPoints);
        }
        return new KubernetesSettings(
                ServiceAccount.from(config),
                ServiceAccount.matching(config, SELECTOR, "[^\\s%]+", "must be labels such as app=esg"),
                contactPoints);
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

    private static ConfigException wrong(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
    }

    /** What Pekko is told. */
    public Map<String, Object> pekko() {
        var values = new HashMap<String, Object>();
        var api = "pekko.discovery.kubernetes-api.";
        values.put("pekko.discovery.method", "kubernetes-api");
        values.put(api + "pod-label-selector", selector);
        if (!account.namespace().isEmpty()) values.put(api + "pod-namespace", account.namespace());
        values.put(api + "pod-namespace-path", account.namespaceFile().toString());
        values.put(api + "api-token-path", account.token().toString());
        values.put(api + "api-ca-path", account.certificate().toString());
        values.put(
                "pekko.management.cluster.bootstrap.contact-point-discovery.required-contact-point-nr", contactPoints);
        return values;
    }
}
