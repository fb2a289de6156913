package esg.esg.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Docs say what the program does: pages that are made of its own files, links that lead somewhere. */
class DocsTest {
    private static final boolean WRITE = "write".equals(System.getProperty("esg.docs"));
    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(#[^)]*)?\\)");

    @Test
    void theSettingsAreAllThere() throws IOException {
        made("settings.md", SettingsPage.text());
        assertThat(DOCS.resolve("reference/settings.md"))
                .content()
                .contains("| `esg.sip.t1` | `500 ms` |", "| `esg.drain.calls-limit` | `30 s` |");
    }

    @Test
    void thePathsOfRestAreAllThere() throws IOException {
        made("rest.md", RestPage.text());
        assertThat(DOCS.resolve("reference/rest.md")).content().contains("| `/rest/v1/uc/providers` | POST |");
    }

    @Test
    void linksLeadToFilesThatExist() throws IOException {
        var dead = new ArrayList<String>();
        for (var page : pages()) {
            for (var link : LINK.matcher(prose(page)).results().toList()) {
                var target = link.group(1);
                if (target.contains("://") || target.startsWith("mailto:")) continue;
                if (!Files.exists(page.resolveSibling(target))) dead.add(page + " -> " + target);
            }
        }
        assertThat(dead).isEmpty();
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        var index = Files.readString(DOCS.resolve("README.md"));
        try (var pages = Files.list(DOCS)) {
            assertThat(pages.map(page -> page.getFileName().toString())
                            .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                            .filter(name -> !index.contains("(" + name + ")")))
                    .isEmpty();
        }
    }

    /** Without code, where brackets are no links. */
    private static String prose(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?m)^ {4}.*$", "").replaceAll("`[^`\n]*`", "");
    }

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<>(List.of(Path.of("../../README.md"), Path.of("../../CONTRIBUTING.md")));
        try (var files = Files.walk(DOCS)) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    private static void made(String name, String text) throws IOException {
        var file = DOCS.resolve("reference").resolve(name);
        if (WRITE) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        assertThat(file).as("made anew by ./test -Desg.docs=write").content().isEqualTo(text);
    }
}
