package esg.esg;

import com.typesafe.config.Config;
import esg.esg.explain.NodeQuestions;
import esg.esg.settings.ConfigFile;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of commands that ask a running node. */
final class AskedNode {
    @Option(names = "--url", paramLabel = "URL", description = "REST of the node. Default: esg.http of the settings.")
    private @Nullable String url;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "Default: that of the settings, else <data-dir>/admin.token.")
    private @Nullable String token;

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

    Config settings() throws StartFailure {
        return ConfigFile.load(file, sets);
    }

    NodeQuestions questions(Config settings) throws StartFailure, IOException {
        return NodeQuestions.of(settings, url, token);
    }
}
