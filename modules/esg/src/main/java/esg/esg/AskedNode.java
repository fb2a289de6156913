package esg.esg;

import com.typesafe.config.Config;
import esg.esg.explain.NodeQuestions;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private NodeSettings settings = new NodeSettings();

    Config settings() throws StartFailure {
        return settings.load();
    }

    NodeQuestions questions(Config settings) throws StartFailure, IOException {
        return NodeQuestions.of(settings, url, token);
    }
}
