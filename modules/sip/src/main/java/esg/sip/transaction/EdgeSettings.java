package esg.sip.transaction;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.sip.transport.TransportSettings;
import java.time.Duration;
import java.util.List;

/**
 * Settings {@code esg.sip} of sockets and transactions; units and reasons stand in {@code reference.conf}.
 *
 * @param maxTransactions over all loops; beyond it new INVITEs are refused
 * @param retryAfter what they are told
 * @param supported option tags a peer may require
 */
public record EdgeSettings(
        TransportSettings transport, Timers timers, int maxTransactions, Duration retryAfter, List<String> supported) {

    /**
     * Reads {@code esg.sip}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static EdgeSettings from(Config config) {
        var sip = config.getConfig("esg.sip");
        var timers = new Timers(millis(sip, "t1"), millis(sip, "t2"), millis(sip, "t4"));
        int max = sip.getInt("max-transactions");
        if (max < 1) throw bad(sip, "max-transactions", "must be at least 1");
        var retryAfter = Duration.ofMillis(millis(sip, "retry-after"));
        if (retryAfter.toSeconds() < 1) throw bad(sip, "retry-after", "must be at least 1 s");
        return new EdgeSettings(
                TransportSettings.from(config), timers, max, retryAfter, List.copyOf(sip.getStringList("supported")));
    }

    private static long millis(Config sip, String key) {
        long millis = sip.getDuration(key).toMillis();
        if (millis < 1) throw bad(sip, key, "must be at least 1 ms");
        return millis;
    }

    private static ConfigException bad(Config sip, String key, String why) {
        return new ConfigException.BadValue(sip.getValue(key).origin(), "esg.sip." + key, why);
    }
}
