package esg.cluster.lifeline;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Times of failure detection; reasons stand in reference.conf.
 *
 * @param ping pause between pings to each peer
 * @param silence a peer that was met and is not heard for so long is suspected
 * @param fence a node sends only while a majority granted a ping younger than this
 * @param margin added to a promise, for clocks that run at different speed and packets already on their way
 */
public record LifelineSettings(Duration ping, Duration silence, Duration fence, Duration margin) {
    /**
     * Reads {@code esg.cluster}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static LifelineSettings from(Config config) {
        var ping = millis(config, "esg.cluster.lifeline-ping", 1);
        var fence = millis(config, "esg.cluster.fence", 4 * ping.toMillis());
        var silence = millis(config, "esg.cluster.lifeline-silence", fence.toMillis());
        return new LifelineSettings(ping, silence, fence, millis(config, "esg.cluster.fence-margin", 1));
    }

    private static Duration millis(Config config, String key, long least) {
        var duration = config.getDuration(key);
        if (duration.toMillis() >= least) return duration;
        throw new ConfigException.BadValue(
                config.getValue(key).origin(), key, "must be at least " + least + " ms, not " + duration.toMillis());
    }
}
