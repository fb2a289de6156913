package esg.esg.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Every path and method of openapi.yaml with its summary. */
final class RestPage {
    private static final Path SOURCE = Path.of("../admin/src/main/resources/esg/admin/openapi.yaml");
    private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

    private RestPage() {}

    static String text() throws IOException {
        var page = new StringBuilder("""
                # REST

                Every path and what it does. Made of `openapi.yaml` by `./test -Desg.docs=write`; `./test` compares. Parameters and documents are told by
                `/api/openapi.yaml` of a running node, and by its page `/api`, where each can be tried.

                | path | method | |
                |---|---|---|
                """);
        for (var path : new YAMLMapper().readTree(SOURCE.toFile()).path("paths").properties()) {
            for (var method : METHODS)
                row(page, path.getKey(), method, path.getValue().path(method));
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String path, String method, JsonNode operation) {
        if (operation.isMissingNode()) return;
        page.append("| `")
                .append(path)
                .append("` | ")
                .append(method.toUpperCase(Locale.ROOT))
                .append(" | ")
                .append(operation.path("summary").asText().replace("|", "\\|"))
                .append(" |\n");
    }
}
