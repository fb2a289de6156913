package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call between two telephones that hear each other (MED-01: the gateway leaves the session description alone). */
class AudioTest {
    @TempDir
    Path dir;

    @Test
    void bothEndsHearEachOther() throws IOException {
        int far = Ports.free();
        try (var esg = Esg.start(dir.resolve("esg"));
                var provider = Baresip.answering(dir.resolve("provider"), "b", "127.0.0.12", far, 1000)) {
            esg.domain();
            esg.account(Map.of("code", "p1", "reg", false, "username", "", "domain", "127.0.0.12", "proxyport", far));
            esg.route(Map.of(
                    "name",
                    "out",
                    "priority",
                    10,
                    "origin",
                    "subscriber",
                    "to",
                    "100",
                    "action",
                    "external",
                    "target",
                    "p1",
                    "touser",
                    "b"));
            await().atMost(Duration.ofSeconds(10)).until(provider::isReady);
            esg.awaitRegistration("p1", "disabled");
            var line = new Baresip.Line("a", "127.0.0.20", Ports.free(), 440);
            try (var phone = Baresip.calling(dir.resolve("phone"), line, "sip:100@" + esg.host + ":" + esg.inside, 5)) {
                Baresip.hearEachOther(phone, 440, provider, 1000);
                assertThat(provider.heard(1000)).as("no other").isLessThan(500);
            }
            esg.awaitNoCalls();
        }
    }
}
