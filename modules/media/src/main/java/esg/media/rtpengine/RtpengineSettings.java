package esg.media.rtpengine;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings {@code esg.roles.bgmg.rtpengine} and {@code esg.media.rtpengine}; units and reasons stand in {@code reference.conf}.
 *
 * @param engines where they listen for the ng protocol
 * @param patience how long a request waits for its answer
 * @param ping pause between two
 * @param refresh pause between two looks at the figures of a session
 * @param silence after which a session without a packet is dead, 0 for never ({@code esg.media.relay.timeout})
 * @param dials whether telephone events may be put in
 */
public record RtpengineSettings(
        List<InetSocketAddress> engines,
        Duration patience,
        Duration ping,
        Duration refresh,
        Duration silence,
        boolean dials) {
    private static final String ENGINES = "esg.roles.bgmg.rtpengine";
    private static final String OWN = "esg.media.rtpengine.";
    private static final String SILENCE = "esg.media.relay.timeout";

    public RtpengineSettings {
        engines = List.copyOf(engines);
    }

    /**
     * Reads them; names of hosts are looked up here.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static RtpengineSettings from(Config config) {
        List<InetSocketAddress> engines = new ArrayList<>();
        for (var one : config.getStringList(ENGINES)) engines.add(address(config, one));
        return new RtpengineSettings(
                engines,
                positive(config, OWN + "patience"),
                positive(config, OWN + "ping"),
                positive(config, OWN + "refresh"),
                notNegative(config, SILENCE),
                config.getBoolean(OWN + "dial"));
    }

    /** {@code host:port}; an IPv6 address stands in brackets. */
    private static InetSocketAddress address(Config config, String text) {
        try {
            var authority = new URI("ng://" + text);
            if (authority.getHost() == null || authority.getPort() < 1 || authority.getPort() > 65_535)
                throw bad(config, ENGINES, "must be host:port, is " + text);
            var found = new InetSocketAddress(authority.getHost(), authority.getPort());
            if (found.isUnresolved()) throw bad(config, ENGINES, "has no address: " + text);
            return found;
        } catch (URISyntaxException e) {
            throw bad(config, ENGINES, "must be host:port, is " + text);
        }
    }

    private static Duration notNegative(Config config, String key) {
        var duration = config.getDuration(key);
        if (duration.isNegative()) throw bad(config, key, "must not be negative");
        return duration;
    }

    private static Duration positive(Config config, String key) {
        var duration = config.getDuration(key);
        if (duration.toMillis() < 1) throw bad(config, key, "must be at least 1 ms");
        return duration;
    }

    private static ConfigException bad(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
    }
}
