package esg.esg;

import ch.qos.logback.classic.Level;
import com.typesafe.config.Config;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import esg.store.StoreSettings;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What backup and restore are told: the node whose files they are, and the file of the backup. */
final class KeptFiles {
    @Parameters(index = "0", paramLabel = "FILE", description = "The backup.")
    private Path backup = Path.of("");

    @Mixin
    private NodeSettings settings = new NodeSettings();

    /** The launcher of a source tree changes its directory. */
    Path backup() {
        var from = System.getenv("ESG_PWD");
        return (from == null ? backup : Path.of(from).resolve(backup))
                .toAbsolutePath()
                .normalize();
    }

    /** The settings. From here on only what is wrong is logged: how a database is opened is nobody's question. */
    Config config() throws StartFailure {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.WARN);
        }
        return settings.load();
    }

    static StoreSettings store(Config config) {
        return StoreSettings.from(config);
    }

    static Path token(Config config) throws StartFailure {
        return EsgSettings.from(config).dataDir().resolve("admin.token");
    }

    static String told(Map<String, Long> tables) {
        long rows = tables.values().stream().mapToLong(Long::longValue).sum();
        return rows + " rows of " + tables.size() + " tables";
    }
}
