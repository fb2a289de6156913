package esg.cluster.kubernetes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What lets this pod ask the API server.
 *
 * @param dir directory of token, ca.crt and namespace
 * @param namespace empty: that of this pod
 */
public record ServiceAccount(Path dir, String namespace) {
    private static final String DIR = "esg.cluster.kubernetes.service-account";
    private static final String NAMESPACE = "esg.cluster.kubernetes.namespace";

    /**
     * Reads {@code esg.cluster.kubernetes}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    static ServiceAccount from(Config config) {
        return new ServiceAccount(
                Path.of(matching(config, DIR, ".+", "must be a directory")),
                matching(config, NAMESPACE, "[a-z0-9-]*", "must be the name of a namespace or empty"));
    }

    static String matching(Config config, String key, String pattern, String why) {
        var text = config.getString(key);
        if (text.matches(pattern)) return text;
        throw new ConfigException.BadValue(config.getValue(key).origin(), key, why + ", not \"" + text + "\"");
    }

    /**
     * Looks whether this process is in a pod that may ask.
     *
     * @param environment that of the process
     * @throws IOException in words for the operator
     */
    public void checkPod(Map<String, String> environment) throws IOException {
        for (var name : List.of("KUBERNETES_SERVICE_HOST", "KUBERNETES_SERVICE_PORT")) {
            if (environment.getOrDefault(name, "").isEmpty()) {
                throw new IOException("esg.cluster.discovery or lease: kubernetes, but this process is not in a pod: "
                        + name + " is not in its environment");
            }
        }
        for (var file : List.of(token(), certificate())) {
            if (!Files.isReadable(file)) {
                throw new IOException(DIR + ": " + file + " is not readable, the API server would not answer");
            }
        }
    }

    Path token() {
        return dir.resolve("token");
    }

    Path certificate() {
        return dir.resolve("ca.crt");
    }

    Path namespaceFile() {
        return dir.resolve("namespace");
    }
}
