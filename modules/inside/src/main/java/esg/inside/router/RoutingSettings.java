package esg.inside.router;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.util.Set;

/**
 * Settings {@code esg.routing} of the router; units and reasons stand in {@code reference.conf}.
 *
 * @param maxDomains how often a call may go on from one domain to another
 * @param emergency numbers by which people call for help
 */
public record RoutingSettings(int maxDomains, Set<String> emergency) {
    public RoutingSettings {
        emergency = Set.copyOf(emergency);
    }

    /**
     * Reads {@code esg.routing}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static RoutingSettings from(Config config) {
        var key = "esg.routing.max-domains";
        int most = config.getInt(key);
        if (most >= 0) return new RoutingSettings(most, Set.copyOf(config.getStringList("esg.routing.emergency")));
        throw new ConfigException.BadValue(config.getValue(key).origin(), key, "must be at least 0");
    }
}
