package esg.esg;

import com.typesafe.config.Config;
import esg.esg.settings.ConfigFile;
import esg.esg.settings.StartFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that need the settings of a node, but do not run it. */
final class NodeSettings {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Settings of the node, as for run.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets one key above the file, as for run. May be repeated.")
    private List<String> sets = new ArrayList<>();

    Config load() throws StartFailure {
        return ConfigFile.load(file, sets);
    }
}
