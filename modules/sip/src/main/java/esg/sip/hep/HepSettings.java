package esg.sip.hep;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.domain.account.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings {@code esg.hep}; units and reasons stand in {@code reference.conf}.
 *
 * @param id capture agent, 0 to 2^32-1
 * @param key shown to collectors; empty for none
 * @param queue bytes of packets that wait for one collector
 * @param resolve how often names are resolved again
 */
public record HepSettings(List<HepServer> servers, long id, Secret key, long queue, Duration resolve) {
    private static final String PATH = "esg.hep.";
    private static final long MOST_ID = 0xFFFF_FFFFL;
    private static final long LEAST_QUEUE = 1L << 17; // room for one packet of any size
    private static final long MOST_QUEUE = 1L << 30;
    private static final int LONGEST_KEY = 256;

    public HepSettings {
        servers = List.copyOf(servers);
    }

    /** Reads the settings; a {@link ConfigException} names the key that is missing or wrong. */
    public static HepSettings from(Config config) {
        long id = config.getLong(PATH + "id");
        if (id < 0 || id > MOST_ID) throw bad(config, "id", "must be 0 to " + MOST_ID + ", not " + id);
        var key = config.getString(PATH + "key");
        if (key.length() > LONGEST_KEY) throw bad(config, "key", "must have at most " + LONGEST_KEY + " characters");
        long queue = config.getBytes(PATH + "queue");
        if (queue < LEAST_QUEUE || queue > MOST_QUEUE) throw bad(config, "queue", "must be from 128K to 1G");
        var resolve = config.getDuration(PATH + "resolve");
        if (resolve.toMillis() < 1_000) throw bad(config, "resolve", "must be at least 1 s");
        return new HepSettings(servers(config), id, Secret.of(key), queue, resolve);
    }

    private static List<HepServer> servers(Config config) {
        var servers = new ArrayList<HepServer>();
        for (var text : config.getStringList(PATH + "servers")) {
            var server = HepServer.parse(text)
                    .orElseThrow(() -> bad(
                            config,
                            "servers",
                            "must be host:port, host:port/udp or host:port/tcp, not \"" + text + "\""));
            if (servers.contains(server)) throw bad(config, "servers", server + " is there twice");
            servers.add(server);
        }
        return servers;
    }

    private static ConfigException bad(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(PATH + key).origin(), PATH + key, why);
    }
}
