package esg.trunk.registration;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Settings of registrations; units and reasons stand in {@code reference.conf}.
 *
 * @param maxRetryAfter longest pause a registrar may impose
 * @param attemptTimeout bound of one attempt, finding the address included
 * @param unregisterTimeout bound of removing a binding, waiting for its turn included
 * @param storeTimeout how long to wait for what was kept of the registration
 */
public record RegistrationSettings(
        String userAgent,
        Backoff transientFailure,
        Backoff credentialsFailure,
        Backoff permanentFailure,
        Duration maxRetryAfter,
        Duration attemptTimeout,
        Duration unregisterTimeout,
        Duration storeTimeout,
        int perNode,
        int perRegistrar) {

    /**
     * Reads {@code esg.trunk.registration}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static RegistrationSettings from(Config root) {
        var config = root.getConfig("esg.trunk.registration");
        double jitter = config.getDouble("jitter");
        if (jitter < 0 || jitter >= 1) throw bad(config, "jitter", "must be at least 0 and less than 1");
        return new RegistrationSettings(
                config.getString("user-agent"),
                backoff(config, "transient", jitter),
                backoff(config, "credentials", jitter),
                backoff(config, "permanent", jitter),
                positive(config, "max-retry-after"),
                positive(config, "attempt-timeout"),
                positive(config, "unregister-timeout"),
                positive(config, "store-timeout"),
                rate(config, "rate-per-node"),
                rate(config, "rate-per-registrar"));
    }

    /** How long an attempt may take, waiting for its turn included; removing a binding may not hold up a node that ends. */
    Duration limit(Registration.@Nullable Goal goal, Duration wait) {
        return goal == null ? attemptTimeout.plus(wait) : unregisterTimeout;
    }

    /** Until the next attempt; no shorter than the registrar asked for, unless it asked for more than is reasonable. */
    Duration pause(RegistrarAnswer.Refused refused, int failures, RandomGenerator random) {
        var backoff = backoff(refused.failure());
        var pause = backoff.pause(failures, random);
        var asked = refused.retryAfter();
        if (asked == null) return pause;
        var bounded = asked.compareTo(maxRetryAfter) < 0 ? asked : maxRetryAfter;
        return Backoff.atLeast(pause, bounded, backoff.jitter(), random);
    }

    private Backoff backoff(FailureClass failure) {
        return switch (failure) {
            case TRANSIENT -> transientFailure;
            case CREDENTIALS -> credentialsFailure;
            case PERMANENT -> permanentFailure;
        };
    }

    private static Backoff backoff(Config config, String failure, double jitter) {
        var first = positive(config, "backoff." + failure + ".first");
        var cap = positive(config, "backoff." + failure + ".cap");
        if (cap.compareTo(first) < 0) throw bad(config, "backoff." + failure + ".cap", "must not be less than first");
        return new Backoff(first, cap, jitter);
    }

    private static Duration positive(Config config, String key) {
        var duration = config.getDuration(key);
        if (duration.toMillis() < 1) throw bad(config, key, "must be at least 1 ms");
        return duration;
    }

    private static int rate(Config config, String key) {
        int rate = config.getInt(key);
        if (rate < 1) throw bad(config, key, "must be at least 1");
        return rate;
    }

    private static ConfigException bad(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(key).origin(), "esg.trunk.registration." + key, why);
    }
}
