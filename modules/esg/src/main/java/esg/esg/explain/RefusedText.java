package esg.esg.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;

/** The last refused INVITEs, and what they have in common, as text. */
public final class RefusedText {
    private RefusedText() {}

    /**
     * Both in one.
     *
     * @param refused answer of {@code /api/monitor/v1/refused}
     * @param analysis answer of its {@code /analysis}
     */
    public static String of(JsonNode refused, JsonNode analysis) {
        var lines = new Lines();
        var all = refused.at("/data/refused");
        for (var node : refused.at("/data/offline")) {
            lines.plain(node.asText() + " does not answer; what it has refused is missing here.");
        }
        if (all.isEmpty())
            return lines.plain("No INVITE was refused since the nodes started.").toString();
        for (var one : all) {
            var fields = one.path("fields");
            lines.plain(text(one, "id") + "  " + text(one, "time") + "  " + text(one, "source") + "  "
                    + text(one, "status") + " " + text(one, "reason"));
            lines.plain("    To " + at(fields, "to") + ", From " + at(fields, "from") + ", Contact "
                    + at(fields, "contact"));
        }
        int more = refused.at("/data/total").asInt() - all.size();
        if (more > 0) lines.plain(more + " older ones are kept.");
        analysis.at("/data/sources").forEach(source -> source(lines, source));
        return lines.toString();
    }

    private static String at(JsonNode fields, String header) {
        return text(fields, header + "user") + "@" + text(fields, header + "host");
    }

    private static void source(Lines lines, JsonNode source) {
        var nodes = new ArrayList<String>();
        source.path("nodes")
                .properties()
                .forEach(node -> nodes.add(node.getValue().asText() + " at " + node.getKey()));
        lines.gap()
                .plain("Sender " + text(source, "source") + ", INVITEs refused: " + text(source, "count")
                        + (nodes.size() > 1 ? " (" + String.join(", ", nodes) + ")" : ""));
        source.path("fields").properties().forEach(field -> {
            var values = new ArrayList<String>();
            field.getValue().path("values").forEach(value -> values.add("\"" + value.asText() + "\""));
            boolean constant = field.getValue().path("constant").asBoolean();
            var count = field.getValue().path("distinct").asInt();
            lines.add(
                    field.getKey(),
                    "  " + (constant ? "always " : count + " values, such as ") + String.join(", ", values));
        });
        ExplanationText.suggestions(lines, source.path("suggestions"));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
