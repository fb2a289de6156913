package esg.esg.docs;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Every key of the reference.conf of all modules, with its default and the comment before it. */
final class SettingsPage {
    private static final List<String> MODULES =
            List.of("esg", "sip", "media", "store", "cluster", "trunk", "inside", "admin");

    private final StringBuilder page = new StringBuilder();

    private SettingsPage() {}

    static String text() {
        var page = new SettingsPage();
        page.page.append("""
                # Settings

                Every key with its default, unit and reason. Made of the `reference.conf` of the modules by `./test -Desg.docs=write`; `./test` compares.
                A value is set in the file given with `-c`, or by `--set KEY=VALUE`; a wrong one stops the start with file, line, key and reason. A row
                without words goes with the one before it.
                """);
        for (var module : MODULES) page.module(module);
        return page.page.toString();
    }

    private void module(String module) {
        var file = Path.of("../" + module + "/src/main/resources/reference.conf");
        if (!file.toFile().exists()) return;
        page.append("\n## Module ").append(module).append("\n\n| key | default | |\n|---|---|---|\n");
        var root = ConfigFactory.parseFile(file.toFile()).root();
        if (root.get("esg") instanceof ConfigObject ours) object("esg", ours);
    }

    private void object(String path, ConfigObject object) {
        object.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, ConfigValue>>comparingInt(
                                entry -> entry.getValue().origin().lineNumber())
                        .thenComparing(Map.Entry::getKey))
                .forEach(entry -> value(path + "." + entry.getKey(), entry.getValue()));
    }

    private void value(String path, ConfigValue value) {
        if (value instanceof ConfigObject object && !object.isEmpty()) {
            var words = words(value);
            if (!words.isEmpty()) row(path + ".…", "", words);
            object(path, object);
        } else {
            var text = value.render(ConfigRenderOptions.concise());
            row(path, "`" + text.replaceAll("^\"(.+)\"$", "$1") + "`", words(value));
        }
    }

    private void row(String key, String value, String words) {
        page.append("| `")
                .append(key)
                .append("` | ")
                .append(value.replace("|", "\\|"))
                .append(" | ")
                .append(words)
                .append(" |\n");
    }

    private static String words(ConfigValue value) {
        return value.origin().comments().stream()
                .map(String::strip)
                .collect(Collectors.joining(" "))
                .replace("|", "\\|")
                .replace("<", "&lt;");
    }
}
