package esg.inside.registrar;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.domain.subscriber.RegistrationLimits;
import esg.sip.digest.Algorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings {@code esg.registrar}; units and reasons stand in {@code reference.conf}.
 *
 * @param algorithms offered in this order
 * @param nonces of which the use is remembered
 * @param commitWithin how long a REGISTER that makes or removes a binding waits for the database
 * @param keepAlive between two keep-alives to a phone, whole seconds; 0: none
 */
public record RegistrarSettings(
        RegistrationLimits limits,
        List<Algorithm> algorithms,
        Duration nonceLifetime,
        long nonces,
        Duration commitWithin,
        Duration poll,
        Duration sweep,
        Duration keepAlive) {

    /**
     * Reads {@code esg.registrar}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static RegistrarSettings from(Config config) {
        var registrar = config.getConfig("esg.registrar");
        var expires = registrar.getConfig("expires");
        var limits = new RegistrationLimits(
                seconds(expires, "expires.min"),
                seconds(expires, "expires.default"),
                seconds(expires, "expires.max"),
                registrar.getInt("contacts"));
        if (limits.min() > limits.max()) throw wrong(registrar, "expires.min", "must not be longer than expires.max");
        if (limits.usual() < limits.min() || limits.usual() > limits.max()) {
            throw wrong(registrar, "expires.default", "must be between expires.min and expires.max");
        }
        if (limits.contacts() < 1) throw wrong(registrar, "contacts", "must be at least 1");
        if (registrar.getLong("nonces") < 1) throw wrong(registrar, "nonces", "must be at least 1");
        return new RegistrarSettings(
                limits,
                algorithms(registrar),
                positive(registrar, "nonce-lifetime"),
                registrar.getLong("nonces"),
                positive(registrar, "commit-timeout"),
                positive(registrar, "poll-interval"),
                positive(registrar, "sweep-interval"),
                keepAlive(registrar));
    }

    private static List<Algorithm> algorithms(Config registrar) {
        var found = new ArrayList<Algorithm>();
        for (var token : registrar.getStringList("algorithms")) {
            found.add(Algorithm.of(token)
                    .filter(algorithm -> algorithm == Algorithm.MD5
                            || algorithm == Algorithm.SHA_256
                            || algorithm == Algorithm.SHA_512_256)
                    .orElseThrow(
                            () -> wrong(registrar, "algorithms", "must be MD5, SHA-256 or SHA-512-256, not " + token)));
        }
        if (found.isEmpty()) throw wrong(registrar, "algorithms", "must name one at least");
        return List.copyOf(found);
    }

    private static long seconds(Config expires, String path) {
        var key = path.substring(path.indexOf('.') + 1);
        long seconds = expires.getDuration(key).toSeconds();
        if (seconds >= 1) return seconds;
        throw new ConfigException.BadValue(
                expires.getValue(key).origin(), "esg.registrar." + path, "must be at least 1 s");
    }

    private static Duration positive(Config registrar, String key) {
        var duration = registrar.getDuration(key);
        if (duration.toMillis() < 1) throw wrong(registrar, key, "must be at least 1 ms");
        return duration;
    }

    private static Duration keepAlive(Config registrar) {
        var interval = registrar.getDuration("keep-alive");
        if (interval.isZero() || (interval.toSeconds() >= 1 && interval.toSeconds() <= Integer.MAX_VALUE))
            return interval;
        throw wrong(registrar, "keep-alive", "must be 0 or at least 1 s");
    }

    private static ConfigException wrong(Config registrar, String key, String why) {
        return new ConfigException.BadValue(registrar.getValue(key).origin(), "esg.registrar." + key, why);
    }
}
