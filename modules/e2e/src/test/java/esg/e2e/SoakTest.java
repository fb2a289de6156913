package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The soak of {@code modules/bench/soak}, as short as a test may be. */
class SoakTest {
    @TempDir
    Path dir;

    /** Three hundred calls, one packet in a hundred lost: each ends as it has to, and nothing of them is left in the gateway. */
    @Test
    void nothingIsLeftOfCallsWhosePacketsWereLost() throws IOException, InterruptedException {
        var lacking = NatNetwork.lacking();
        assumeTrue(lacking.isEmpty(), lacking);
        var printed = dir.resolve("soak.log");
        var soak = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(soak.waitFor(150, TimeUnit.SECONDS))
                    .as(() -> "ends: " + read(printed))
                    .isTrue();
        } finally {
            soak.destroy(); // SIGTERM: it ends what it has started
        }
        assertThat(soak.exitValue()).as(read(printed)).isZero();
    }

    private static List<String> command() {
        var java = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "esg.esg.Main");
        return List.of(
                "python3",
                "../bench/soak/soak",
                "20", // calls a second
                "0.25", // minutes
                "--gateway",
                String.join(" ", java),
                "--set",
                "esg.sip.t1=250ms", // BYEs that nobody answers are given up after 16 s
                "--set",
                "esg.trunk.call.ring-timeout=5s",
                "--without",
                "refer,lost");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
