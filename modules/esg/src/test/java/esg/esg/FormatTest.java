package esg.esg;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * The format of every source file is palantir-java-format's. A test and not a Maven plugin, since plugins run in Maven's own JVM, which
 * may be too old for our syntax. {@code ./test -Desg.format=write} rewrites the files instead of failing.
 */
class FormatTest {
    private static final boolean WRITE = "write".equals(System.getProperty("esg.format"));

    @Test
    void everySourceFileIsFormatted() throws IOException {
        var formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .build());
        var unformatted = new ArrayList<Path>();
        try (var files = Files.walk(Path.of(".."))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> !isFormatted(formatter, file))
                    .forEach(unformatted::add);
        }
        assertThat(unformatted).as("files to format: ./test -Desg.format=write").isEmpty();
    }

    private static boolean isFormatted(Formatter formatter, Path file) {
        try {
            var written = Files.readString(file);
            var formatted = formatter.formatSource(written);
            if (written.equals(formatted)) return true;
            if (WRITE) Files.writeString(file, formatted);
            return WRITE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FormatterException e) {
            throw new AssertionError(file + ": " + e.getMessage(), e);
        }
    }
}
