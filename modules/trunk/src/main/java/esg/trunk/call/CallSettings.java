package esg.trunk.call;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.domain.account.CallOptions;
import esg.domain.account.CallOptions.Refresher;
import esg.trunk.leg.SessionTimer;
import esg.trunk.leg.SessionTimer.Wish;
import esg.trunk.leg.Timing;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of calls; units and reasons stand in {@code reference.conf}.
 *
 * @param firstAnswerMillis how long a second leg may stay without any answer before it is tried elsewhere
 * @param ringMillis how long it may ring
 * @param t1Millis first interval between retransmissions of a 2xx (RFC 3261 §13.3.1.4)
 * @param t2Millis longest such interval
 * @param sessionExpiresSeconds session timer asked for inside (RFC 4028); 0 for none
 * @param minSessionSeconds shorter ones are refused
 * @param auditMillis silence after which a peer without session timer is asked; 0 for never
 * @param emergency called numbers that no limit of ours keeps back
 */
public record CallSettings(
        long firstAnswerMillis,
        long ringMillis,
        long t1Millis,
        long t2Millis,
        int sessionExpiresSeconds,
        int minSessionSeconds,
        long auditMillis,
        Set<String> emergency) {
    private static final int MOST_SECONDS = 86_400; // as accounts may ask for

    public CallSettings {
        emergency = Set.copyOf(emergency);
    }

    /** Of retransmissions. */
    public Timing timing() {
        return new Timing(t1Millis, t2Millis);
    }

    /**
     * The session timer of a new leg.
     *
     * @param spoken as the account's provider wants it; null inside
     */
    SessionTimer sessionTimer(@Nullable CallOptions spoken) {
        return new SessionTimer(
                spoken == null
                        ? new Wish(sessionExpiresSeconds, minSessionSeconds, Refresher.AUTO)
                        : new Wish(spoken.sessionexpires(), minSessionSeconds, spoken.refresher()));
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
                seconds(config, "esg.trunk.call.session-expires", 0),
                seconds(config, "esg.trunk.call.min-se", 1),
                config.getDuration("esg.trunk.call.audit-interval").toMillis(),
                Set.copyOf(config.getStringList("esg.routing.emergency")));
    }

    private static int seconds(Config config, String key, int least) {
        long seconds = config.getDuration(key).toSeconds();
        if (seconds >= least && seconds <= MOST_SECONDS) return (int) seconds;
        var range = "must be " + least + " to " + MOST_SECONDS + " s";
        throw new ConfigException.BadValue(config.getValue(key).origin(), key, range);
    }

    private static long millis(Config config, String key) {
        long millis = config.getDuration(key).toMillis();
        if (millis < 1) throw new ConfigException.BadValue(config.getValue(key).origin(), key, "must be at least 1 ms");
        return millis;
    }
}
