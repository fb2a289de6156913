package esg.admin.rest;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * Where the server listens and what it accepts.
 *
 * @param port TCP port; 0 takes a free one
 * @param token the bearer token, never empty: see {@link AdminToken}
 * @param openMetrics whether {@code /metrics} needs no token
 * @param limits bounds on what a client may send and ask for
 */
public record AdminSettings(String host, int port, String token, boolean openMetrics, Limits limits) {
    /**
     * Bounds on one request.
     *
     * @param bodyBytes largest body
     * @param bodyMillis how long a body may take to arrive
     * @param list elements of a list when the client names none
     * @param listMax the most elements a client may ask for
     * @param importBytes largest file of a whole domain
     */
    public record Limits(int bodyBytes, int bodyMillis, int list, int listMax, int importBytes) {
        public static final Limits DEFAULT = new Limits(1 << 20, 10_000, 100, 10_000, 32 << 20);
    }

    public AdminSettings {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("the admin token must not be empty");
        }
    }

    /** Never shows the token, wherever it is logged. */
    @Override
    public String toString() {
        return "AdminSettings[host=" + host + ", port=" + port + ", token=***, openMetrics=" + openMetrics + ", limits="
                + limits + "]";
    }

    /**
     * Reads {@code esg.http} and {@code esg.admin}.
     *
     * @param token the token in force, as {@link AdminToken#of} found it
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static AdminSettings from(Config config, String token) {
        return new AdminSettings(
                config.getString("esg.http.host"),
                port(config, "esg.http.port"),
                token,
                config.getBoolean("esg.admin.open-metrics"),
                new Limits(
                        positive(config, "esg.admin.max-body"),
                        positive(config, "esg.admin.body-timeout"),
                        positive(config, "esg.admin.list-limit"),
                        positive(config, "esg.admin.list-limit-max"),
                        positive(config, "esg.admin.max-import")));
    }

    private static int port(Config config, String key) {
        int port = config.getInt(key);
        if (port < 0 || port > 65_535) {
            throw new ConfigException.BadValue(config.getValue(key).origin(), key, "not a port: " + port);
        }
        return port;
    }

    private static int positive(Config config, String key) {
        int value = config.getInt(key);
        if (value <= 0) {
            throw new ConfigException.BadValue(config.getValue(key).origin(), key, "must be above 0, is " + value);
        }
        return value;
    }
}
