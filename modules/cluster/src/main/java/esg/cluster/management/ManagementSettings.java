package esg.cluster.management;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Where management listens.
 *
 * @param host address to listen on
 * @param port 0 takes a free one
 * @param contact address by which others ask this node whom to join
 * @param bootstrap other nodes are found by asking them here, not by seed nodes
 */
public record ManagementSettings(String host, int port, String contact, boolean bootstrap) {
    private static final String HOST = "esg.cluster.management-host";
    private static final String PORT = "esg.cluster.management-port";

    /**
     * Reads {@code esg.cluster}.
     *
     * @param bootstrap see {@link #bootstrap}
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static ManagementSettings from(Config config, boolean bootstrap) {
        var contact = config.getString("esg.cluster.host");
        var given = config.getString(HOST);
        var host = given.equals("auto") ? bootstrap ? contact : "127.0.0.1" : given;
        try {
            var _ = InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            throw wrong(config, HOST, "must be an IPv4 or IPv6 address or auto, not \"" + host + "\"");
        }
        int port = config.getInt(PORT);
        int least = bootstrap ? 1 : 0;
        if (port < least || port > 65_535) {
            throw wrong(config, PORT, "must be " + least + " to 65535, not " + port);
        }
        return new ManagementSettings(host, port, bootstrap ? contact : host, bootstrap);
    }

    private static ConfigException wrong(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
    }

    /** What Pekko is told. */
    public Map<String, Object> pekko() {
        var values = new HashMap<String, Object>();
        values.put("pekko.management.http.hostname", contact);
        values.put("pekko.management.http.port", port);
        values.put("pekko.management.http.bind-hostname", host);
        values.put("pekko.management.http.bind-port", port);
        if (!bootstrap) values.put("pekko.management.http.routes.cluster-bootstrap", "");
        return values;
    }
}
