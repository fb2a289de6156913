package esg.sip.packetlog;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;

/**
 * Settings {@code esg.sip.packet-log}; units and reasons stand in {@code reference.conf}.
 *
 * @param queue packets waiting for the writer
 * @param maxSize bytes of a file
 * @param maxFiles files kept
 */
public record PacketLogSettings(int queue, long maxSize, int maxFiles) {
    /** Reads the settings; a {@link ConfigException} names the key that is missing or wrong. */
    public static PacketLogSettings from(Config config) {
        return new PacketLogSettings(
                Math.toIntExact(positive(config, "queue", config.getInt("esg.sip.packet-log.queue"))),
                positive(config, "max-size", config.getBytes("esg.sip.packet-log.max-size")),
                Math.toIntExact(positive(config, "max-files", config.getInt("esg.sip.packet-log.max-files"))));
    }

    private static long positive(Config config, String key, long value) {
        var path = "esg.sip.packet-log." + key;
        if (value < 1) throw new ConfigException.BadValue(config.getValue(path).origin(), path, "must be at least 1");
        return value;
    }
}
