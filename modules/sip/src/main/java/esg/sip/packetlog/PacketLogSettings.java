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
    private static final long LEAST_MEMORY = 1L << 20;
    private static final long MOST_MEMORY = 1L << 30;

    /** Reads the settings; a {@link ConfigException} names the key that is missing or wrong. */
    public static PacketLogSettings from(Config config) {
        return new PacketLogSettings(
                Math.toIntExact(positive(config, "queue", config.getInt("esg.sip.packet-log.queue"))),
                positive(config, "max-size", config.getBytes("esg.sip.packet-log.max-size")),
                Math.toIntExact(positive(config, "max-files", config.getInt("esg.sip.packet-log.max-files"))));
    }

    /** Bytes of packets that are kept in memory, {@code esg.sip.packet-log.memory}; 0 for none. */
    public static long memory(Config config) {
        var path = "esg.sip.packet-log.memory";
        long bytes = config.getBytes(path);
        if (bytes == 0 || bytes >= LEAST_MEMORY && bytes <= MOST_MEMORY) return bytes;
        throw new ConfigException.BadValue(config.getValue(path).origin(), path, "must be 0 or from 1M to 1G");
    }

    private static long positive(Config config, String key, long value) {
        var path = "esg.sip.packet-log." + key;
        if (value < 1) throw new ConfigException.BadValue(config.getValue(path).origin(), path, "must be at least 1");
        return value;
    }
}
