package esg.trunk.call;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.trunk.leg.Timing;
import java.util.Set;

/**
 * Settings of calls; units and reasons stand in {@code reference.conf}.
 *
 * @param firstAnswerMillis how long a second leg may stay without any answer before it is tried elsewhere
 * @param ringMillis how long it may ring
 * @param t1Millis first interval between retransmissions of a 2xx (RFC 3261 §13.3.1.4)
 * @param t2Millis longest such interval
 * @param emergency called numbers that no limit of ours keeps back
 */
public record CallSettings(
        long firstAnswerMillis, long ringMillis, long t1Millis, long t2Millis, Set<String> emergency) {
    public CallSettings {
        emergency = Set.copyOf(emergency);
    }

    /** Of retransmissions. */
    public Timing timing() {
        return new Timing(t1Millis, t2Millis);
    }

    /** Whether somebody calls for help. */
    boolean isEmergency(String called) {
        return emergency.contains(called);
    }

    /**
     * Reads {@code esg.trunk.call} and {@code esg.routing.emergency}, and of {@code esg.sip} the timers.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static CallSettings from(Config config) {
        return new CallSettings(
                millis(config, "esg.trunk.call.first-answer-timeout"),
                millis(config, "esg.trunk.call.ring-timeout"),
                millis(config, "esg.sip.t1"),
                millis(config, "esg.sip.t2"),
                Set.copyOf(config.getStringList("esg.routing.emergency")));
    }

    private static long millis(Config config, String key) {
        long millis = config.getDuration(key).toMillis();
        if (millis < 1) throw new ConfigException.BadValue(config.getValue(key).origin(), key, "must be at least 1 ms");
        return millis;
    }
}
