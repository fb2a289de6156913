package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call between two telephones whose media passes the gateway (MED-02, MED-05, BGM-01). */
class AnchoredAudioTest {
    @TempDir
    Path dir;

    @Test
    void bothEndsHearEachOtherThroughTheGateway() throws IOException {
        int far = Ports.free();
        try (var esg = Esg.start(dir.resolve("esg"));
                var provider = Baresip.answering(dir.resolve("provider"), "b", "127.0.0.12", far, 1000)) {
            esg.domain();
            esg.account(Map.of(
                    "code",
                    "p1",
                    "reg",
                    false,
                    "username",
                    "",
                    "domain",
                    "127.0.0.12",
                    "proxyport",
                    far,
                    "media",
                    true,
                    "reinvite",
                    false));
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
            }
            esg.awaitNoCalls();
            var call = esg.calls().getFirst();
            assertThat(call.has("notheard")).isFalse();
            heard(call, "caller");
            heard(call, "callee");
        }
    }

    /** 50 packets a second for five seconds, but for what is lost at begin and end. */
    private static void heard(JsonNode call, String end) {
        var stream = StreamSupport.stream(call.get("media").spliterator(), false)
                .filter(one -> one.get("end").asText().equals(end))
                .findFirst()
                .orElseThrow();
        assertThat(stream.get("from").asText()).matches("127[.0-9]+:\\d+");
        assertThat(stream.get("packets").asInt()).isGreaterThan(150);
        assertThat(stream.get("lost").asInt()).isZero();
    }
}
