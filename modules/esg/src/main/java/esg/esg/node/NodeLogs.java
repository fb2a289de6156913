package esg.esg.node;

import com.typesafe.config.Config;
import esg.esg.settings.EsgSettings;
import esg.sip.packetlog.LogFiles;
import esg.sip.packetlog.PacketLogSettings;
import esg.trunk.trace.Traces;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The files of a node's logs (LOG-05, LOG-07): {@code trn_*.log} with packets, {@code erl_*.log} with traces of registrations. */
final class NodeLogs {
    private NodeLogs() {}

    /** {@code log/esg1@127.0.0.1/sip}; null where none are written (LOG-06). */
    static @Nullable Path sip(EsgSettings settings) {
        if (!settings.roles().esg().logTrn()) return null;
        return settings.logDir().resolve(settings.node().id()).resolve("sip");
    }

    static Traces traces(Config config, EsgSettings settings, Opened opened) {
        var dir = sip(settings);
        if (dir == null) return Traces.NONE;
        var files = LogFiles.open(dir, "erl", PacketLogSettings.from(config));
        return Traces.to(opened.keep("traces", files)::offer);
    }
}
