package esg.inside.router;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * Settings {@code esg.routing} of the router; units and reasons stand in {@code reference.conf}.
 *
 * @param maxDomains how often a call may go on from one domain to another
 */
public record RoutingSettings(int maxDomains) {
    /**
     * Reads {@code esg.routing}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static RoutingSettings from(Config config) {
        var key = "esg.routing.max-domains";
        int most = config.getInt(key);
        if (most >= 0) return new RoutingSettings(most);
        throw new ConfigException.BadValue(config.getValue(key).origin(), key, "must be at least 0");
    }
}
