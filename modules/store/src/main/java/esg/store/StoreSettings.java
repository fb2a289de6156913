package esg.store;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import esg.domain.account.Secret;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Which database and which key.
 *
 * @param url JDBC URL of H2 or PostgreSQL
 * @param keyFile file of the AES key, made at first start
 * @param poll how often to ask for changes of other nodes
 * @param connections most connections at once
 * @param connectTimeout after this the database counts as unreachable
 */
public record StoreSettings(
        String url,
        String user,
        Secret password,
        Path keyFile,
        Duration poll,
        int connections,
        Duration connectTimeout) {

    /** With the defaults of reference.conf, and {@code secret.key} in {@code dataDir}. */
    public static StoreSettings of(String url, String user, Secret password, Path dataDir) {
        return new StoreSettings(
                url, user, password, dataDir.resolve("secret.key"), Duration.ofMillis(200), 10, Duration.ofSeconds(3));
    }

    /**
     * Reads {@code esg.data-dir} and {@code esg.database}.
     *
     * @throws ConfigException naming the key that is missing or wrong
     */
    public static StoreSettings from(Config config) {
        var dataDir = Path.of(config.getString("esg.data-dir")).toAbsolutePath().normalize();
        var url = config.getString("esg.database.url");
        var keyFile = config.getString("esg.database.key-file");
        return new StoreSettings(
                url.isEmpty() ? "jdbc:h2:file:" + dataDir.resolve("esg") : url,
                config.getString("esg.database.user"),
                Secret.of(config.getString("esg.database.password")),
                keyFile.isEmpty() ? dataDir.resolve("secret.key") : Path.of(keyFile),
                positive(config, "esg.database.poll-interval"),
                connections(config, "esg.database.connections"),
                positive(config, "esg.database.connect-timeout"));
    }

    private static Duration positive(Config config, String key) {
        var duration = config.getDuration(key);
        if (duration.toMillis() > 0) return duration;
        throw new ConfigException.BadValue(config.getValue(key).origin(), key, "must be at least 1 ms");
    }

    /** The poller takes one, a write another. */
    private static int connections(Config config, String key) {
        int connections = config.getInt(key);
        if (connections >= 2) return connections;
        throw new ConfigException.BadValue(config.getValue(key).origin(), key, "must be at least 2");
    }
}
