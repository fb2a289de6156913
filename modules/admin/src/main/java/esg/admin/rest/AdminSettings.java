package esg.admin.rest;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Where the server listens and what it accepts.
 *
 * @param port TCP port; 0 takes a free one
 * @param token the bearer token, never empty: see {@link AdminToken}
 * @param openMetrics whether {@code /metrics} needs no token
 * @param limits bounds on what a client may send and ask for
 * @param terms how long what is kept for people lasts
 */
public record AdminSettings(String host, int port, String token, boolean openMetrics, Limits limits, Terms terms) {
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

    /**
     * For people.
     *
     * @param session of a browser, after which it has to show a token again
     * @param audit entries of the record of who did what
     */
    public record Terms(Duration session, Duration audit) {
        public static final Terms DEFAULT = new Terms(Duration.ofHours(12), Duration.ofDays(365));
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
                + limits + ", terms=" + terms + "]";
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
                        positive(config, "esg.admin.max-import")),
                new Terms(lasting(config, "esg.admin.session"), lasting(config, "esg.audit.keep")));
    }

    private static int port(Config config, String key) {
        int port = config.getInt(key);
        if (port < 0 || port > 65_535) {
            throw new ConfigException.BadValue(config.getValue(key).origin(), key, "not a port: " + port);
        }
        return port;
    }

    private static Duration lasting(Config config, String key) {
        var duration = config.getDuration(key);
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new ConfigException.BadValue(
                    config.getValue(key).origin(), key, "must be at least 1 minute, is " + duration);
        }
        return duration;
    }

    private static int positive(Config config, String key) {
        int value = config.getInt(key);
        if (value <= 0) {
            throw new ConfigException.BadValue(config.getValue(key).origin(), key, "must be above 0, is " + value);
        }
        return value;
    }
}
