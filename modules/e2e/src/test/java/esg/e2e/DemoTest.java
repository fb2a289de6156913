package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is tried before anything is configured: a provider account registered on the platform itself (SLF-01, SLF-02). */
class DemoTest {
    @Test
    void aCallGoesOutAndComesInAgainAtOnce(@TempDir Path dir) throws IOException {
        int media = Ports.free();
        try (var esg = Esg.startDemo(dir.resolve("esg"), "esg.roles.bgmg.ports=" + media + "-" + (media + 1))) {
            assertThat(esg.output()).as("the ready line alone").hasSize(1);
            assertThat(esg.log()).contains("phones may register as 101, password ");
            esg.awaitRegistration("loop", "registered");
            var inside = "esg.roles.sg.listen.0.port=" + esg.inside;
            try (var call = new Program(
                    dir.resolve("call"),
                    "call",
                    "--from",
                    "101",
                    "--to",
                    "102",
                    "-d",
                    "demo.local",
                    "--seconds",
                    "1",
                    "--set",
                    inside)) {
                assertThat(call.awaitExit(30)).as(call.log()).isZero();
                assertThat(String.join("\n", call.output())).contains("heard a tone of 1004 Hz");
            }
            esg.awaitNoCalls();
        }
    }
}
