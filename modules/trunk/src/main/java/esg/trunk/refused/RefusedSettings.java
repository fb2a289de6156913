package esg.trunk.refused;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * How many refused INVITEs are kept; units and reasons stand in {@code reference.conf}.
 *
 * @param keep most of them; 0 for none
 * @param packetBytes most of one packet
 */
public record RefusedSettings(int keep, int packetBytes) {
    private static final int MOST = 100_000;

    /**
     * Reads {@code esg.trunk.refused}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static RefusedSettings from(Config config) {
        var packet = "esg.trunk.refused.packet-bytes";
        long bytes = config.getBytes(packet);
        if (bytes < 256 || bytes > 65_536) throw wrong(config, packet, "must be 256 to 65536 bytes");
        var keep = "esg.trunk.refused.keep";
        int count = config.getInt(keep);
        if (count < 0 || count > MOST) throw wrong(config, keep, "must be 0 to " + MOST);
        return new RefusedSettings(count, (int) bytes);
    }

    private static ConfigException wrong(Config config, String key, String why) {
        return new ConfigException.BadValue(config.getValue(key).origin(), key, why);
    }
}
