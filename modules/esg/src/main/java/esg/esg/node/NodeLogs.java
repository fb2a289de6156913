package esg.esg.node;

import esg.esg.settings.EsgSettings;
import java.nio.file.Path;

/** Where a node's logs are. */
final class NodeLogs {
    private NodeLogs() {}

    /** {@code log/esg1@127.0.0.1/sip}, with {@code trn_*.log} and {@code erl_*.log} (LOG-05, LOG-07). */
    static Path sip(EsgSettings settings) {
        return settings.logDir().resolve(settings.node().id()).resolve("sip");
    }
}
