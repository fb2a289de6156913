package esg.trunk.ping;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;

/**
 * Settings of pings; units and reasons stand in {@code reference.conf}.
 *
 * @param answerTimeout a ping without answer for so long is lost
 * @param window pings looked back on
 * @param failedAfter lost ones among them that make a provider failed
 * @param okAfter answered ones in a row that make it ok again
 */
public record PingSettings(Duration answerTimeout, int window, int failedAfter, int okAfter, String userAgent) {
    /**
     * Reads {@code esg.trunk.ping}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static PingSettings from(Config root) {
        var config = root.getConfig("esg.trunk.ping");
        var timeout = config.getDuration("answer-timeout");
        if (timeout.toMillis() < 1) throw bad(config, "answer-timeout", "must be at least 1 ms");
        int window = count(config, "window", Integer.MAX_VALUE);
        return new PingSettings(
                timeout,
                window,
                count(config, "failed-after", window),
                count(config, "ok-after", window),
                root.getString("esg.trunk.registration.user-agent"));
    }

    private static int count(Config config, String key, int most) {
        int count = config.getInt(key);
        if (count < 1 || count > most) throw bad(config, key, "must be at least 1 and at most esg.trunk.ping.window");
        return count;
    }

    private static ConfigException bad(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(key).origin(), "esg.trunk.ping." + key, why);
    }
}
