package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call between two telephones that hear each other, wherever its media passes. */
class AudioTest {
    @TempDir
    Path dir;

    /** MED-01: the gateway leaves the session description alone. */
    @Test
    void bothEndsHearEachOther() throws IOException {
        try (var esg = Esg.start(dir.resolve("esg"))) {
            var call = call(esg, Map.of());
            assertThat(call.has("media")).isFalse();
        }
    }

    /** MED-02, MED-05, BGM-01. */
    @Test
    void bothEndsHearEachOtherThroughTheGateway() throws IOException {
        try (var esg = Esg.start(dir.resolve("esg"))) {
            var call = call(esg, Map.of("media", true, "reinvite", false));
            assertThat(call.has("notheard")).isFalse();
            for (var end : new String[] {"caller", "callee"}) {
                var stream = stream(call, end);
                assertThat(stream.get("from").asText()).matches("127[.0-9]+:\\d+");
                assertThat(stream.get("lost").asInt()).isZero();
            }
        }
    }

    /** MED-03, BGM-01. */
    @Test
    void bothEndsHearEachOtherThroughRtpengine() throws IOException {
        try (var daemon = RtpengineDaemon.start(dir.resolve("rtpengine"));
                var esg = Esg.start(
                        dir.resolve("esg"),
                        "esg.roles.bgmg.engine=rtpengine",
                        "esg.roles.bgmg.rtpengine=[\"127.0.0.1:"
                                + daemon.control().getPort() + "\"]",
                        "esg.media.rtpengine.refresh=200ms")) {
            var call = call(esg, Map.of("media", true, "reinvite", true));
            assertThat(call.has("notheard")).isFalse();
            stream(call, "caller");
            stream(call, "callee");
        }
    }

    /** For five seconds, out by an account with these settings; as the monitor shows it when it is over. */
    private JsonNode call(Esg esg, Map<String, Object> settings) throws IOException {
        int far = Ports.free();
        try (var provider = Baresip.answering(dir.resolve("provider"), "b", "127.0.0.12", far, 1000)) {
            esg.domain();
            var account = new HashMap<String, Object>(settings);
            account.putAll(
                    Map.of("code", "p1", "reg", false, "username", "", "domain", "127.0.0.12", "proxyport", far));
            esg.account(account);
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
            return esg.calls().getFirst();
        }
    }

    /** 50 packets a second for five seconds, but for what is lost at begin and end. */
    private static JsonNode stream(JsonNode call, String end) {
        var stream = StreamSupport.stream(call.get("media").spliterator(), false)
                .filter(one -> one.get("end").asText().equals(end))
                .findFirst()
                .orElseThrow();
        assertThat(stream.get("packets").asInt()).isGreaterThan(150);
        return stream;
    }
}
