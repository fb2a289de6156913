package esg.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's tshark, which reads what we write. */
final class Tshark {
    private Tshark() {}

    /** Of each packet that the display filter lets through, these fields, separated by tabs. */
    static List<String> fields(Path pcap, String filter, String... fields) throws IOException {
        var command = new ArrayList<>(List.of("tshark", "-r", pcap.toString(), "-Y", filter, "-T", "fields"));
        for (var field : fields) command.addAll(List.of("-e", field));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = process.inputReader()) {
            return output.lines().toList();
        }
    }
}
