package esg.sip.locate;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;

/**
 * Settings of {@code esg.sip.dns}, each explained in this module's reference.conf.
 *
 * @param servers {@code host} or {@code host:port} of the name servers; empty for the system's own
 */
public record LocateSettings(
        List<String> servers,
        Duration timeout,
        Duration minTtl,
        Duration maxTtl,
        Duration negativeTtl,
        Duration staleFor,
        int cacheSize,
        int maxHops) {

    /** Reads {@code esg.sip.dns}; a bad value fails with the library's message, which names the key and where it stands. */
    public static LocateSettings from(Config root) {
        var dns = root.getConfig("esg.sip.dns");
        return new LocateSettings(
                dns.getStringList("servers"),
                dns.getDuration("timeout"),
                dns.getDuration("min-ttl"),
                dns.getDuration("max-ttl"),
                dns.getDuration("negative-ttl"),
                dns.getDuration("stale-for"),
                dns.getInt("cache-size"),
                dns.getInt("max-hops"));
    }
}
