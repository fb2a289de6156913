package esg.media.tone;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Settings {@code esg.media.tone} of calls the gateway answers itself; units and reasons stand in {@code reference.conf}.
 *
 * @param callsLimit how many at once, 0 for none
 * @param duration how long each may last
 * @param ring how long it rings before it is answered
 */
public record ToneSettings(int callsLimit, Duration duration, Duration ring) {
    /** A socket for each: more is for other tools. */
    private static final int MOST_CALLS = 5_000;

    /**
     * Reads them.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static ToneSettings from(Config config) {
        var tone = config.getConfig("esg.media.tone");
        int limit = tone.getInt("calls-limit");
        if (limit < 0 || limit > MOST_CALLS) throw bad(tone, "calls-limit", "must be 0 to " + MOST_CALLS);
        var duration = tone.getDuration("duration");
        if (duration.toMillis() < 1) throw bad(tone, "duration", "must be at least 1 ms");
        var ring = tone.getDuration("ring");
        if (ring.isNegative()) throw bad(tone, "ring", "must not be negative");
        return new ToneSettings(limit, duration, ring);
    }

    private static ConfigException bad(Config tone, String key, String why) {
        return new ConfigException.BadValue(tone.getValue(key).origin(), "esg.media.tone." + key, why);
    }
}
