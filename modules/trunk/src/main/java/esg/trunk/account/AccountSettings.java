package esg.trunk.account;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Settings of accounts; units and reasons stand in {@code reference.conf}.
 *
 * @param round between two looks at names and children
 * @param leaveTimeout bound of unregistering before the actor stops
 */
public record AccountSettings(Duration round, Duration leaveTimeout) {
    /**
     * Reads {@code esg.trunk.account}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static AccountSettings from(Config root) {
        return new AccountSettings(positive(root, "round"), positive(root, "leave-timeout"));
    }

    private static Duration positive(Config root, String name) {
        var key = "esg.trunk.account." + name;
        var duration = root.getDuration(key);
        if (duration.toMillis() < 1)
            throw new ConfigException.BadValue(root.getValue(key).origin(), key, "must be at least 1 ms");
        return duration;
    }
}
