package esg.media.bgmg;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Settings {@code esg.media.relay}; units and reasons stand in {@code reference.conf}.
 *
 * @param timeout of a session nothing comes in on, 0 for never
 * @param oneWayAfter how long an end may be silent while the other speaks, 0 for ever
 * @param workers threads
 * @param trafficClass the byte of IP headers that says how urgent they are (RFC 2474)
 */
public record BgmgSettings(Duration timeout, Duration oneWayAfter, int workers, int trafficClass) {
    private static final int MOST_WORKERS = 256;

    /**
     * Reads them.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static BgmgSettings from(Config config) {
        var relay = config.getConfig("esg.media.relay");
        int workers = relay.getInt("workers");
        if (workers < 0 || workers > MOST_WORKERS) throw bad(relay, "workers", "must be 0 to " + MOST_WORKERS);
        int dscp = relay.getInt("dscp");
        if (dscp < 0 || dscp > 63) throw bad(relay, "dscp", "must be 0 to 63");
        return new BgmgSettings(
                notNegative(relay, "timeout"),
                notNegative(relay, "one-way-after"),
                workers == 0 ? Runtime.getRuntime().availableProcessors() : workers,
                dscp << 2);
    }

    private static Duration notNegative(Config relay, String key) {
        var duration = relay.getDuration(key);
        if (duration.isNegative()) throw bad(relay, key, "must not be negative");
        return duration;
    }

    private static ConfigException bad(Config relay, String key, String why) {
        return new ConfigException.BadValue(relay.getValue(key).origin(), "esg.media.relay." + key, why);
    }
}
