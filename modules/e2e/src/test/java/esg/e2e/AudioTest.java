package esg.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
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
            for (var end : List.of("caller", "callee")) {
                var stream = stream(call, end);
                assertThat(stream.get("from").asText()).matches("127[.0-9]+:\\d+");
                assertThat(stream.get("lost").asInt()).isZero();
            }
        }
    }

    /** MED-03, BGM-01: the provider's list of codecs is not the inside's, and somebody translates. */
    @Test
    void bothEndsHearEachOtherThroughRtpengineThoughTheySpeakOtherCodecs() throws IOException {
        try (var daemon = RtpengineDaemon.start(dir.resolve("rtpengine"));
                var esg = behind(daemon)) {
            var options = Map.of("codecs", List.of("PCMU"));
            var call = call(esg, Map.of("media", true, "reinvite", true, "opts", options), "PCMU");
            assertThat(call.has("notheard")).isFalse();
            stream(call, "caller");
            stream(call, "callee");
        }
    }

    /** A call without media is over for both, and the next one does not begin. */
    @Test
    void aCallWhoseEngineDiesEndsOnBothSides() throws IOException {
        try (var daemon = RtpengineDaemon.start(dir.resolve("rtpengine"));
                var esg = behind(daemon);
                var provider = provider(esg, Map.of("media", true, "reinvite", false), "PCMA");
                var phone = phone(esg, 60)) {
            await("they talk")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> esg.calls().stream()
                            .anyMatch(call -> call.get("state").asText().equals("talking")));
            daemon.kill();
            esg.awaitNoCalls();
            assertThat(esg.calls().getFirst().get("reason").asText()).startsWith("media gateway: ");
            for (var end : List.of(provider, phone))
                await("it hears of the end")
                        .untilAsserted(() -> assertThat(end.log()).contains("session closed"));
            try (var another = phone(esg, 5)) {
                await("it is refused")
                        .untilAsserted(() -> assertThat(another.log()).contains("503"));
            }
        }
    }

    private Esg behind(RtpengineDaemon daemon) throws IOException {
        return Esg.start(
                dir.resolve("esg"),
                "esg.roles.bgmg.engine=rtpengine",
                "esg.roles.bgmg.rtpengine=[\"127.0.0.1:" + daemon.control().getPort() + "\"]",
                "esg.media.rtpengine.refresh=200ms");
    }

    private JsonNode call(Esg esg, Map<String, Object> settings) throws IOException {
        return call(esg, settings, "PCMA");
    }

    /** For five seconds, out by an account with these settings; as the monitor shows it when it is over. */
    private JsonNode call(Esg esg, Map<String, Object> settings, String codec) throws IOException {
        try (var provider = provider(esg, settings, codec);
                var phone = phone(esg, 5)) {
            Baresip.hearEachOther(phone, 440, provider, 1000);
            assertThat(provider.heard(1000)).as("no other").isLessThan(500);
            esg.awaitNoCalls();
            return esg.calls().getFirst();
        }
    }

    private Baresip provider(Esg esg, Map<String, Object> settings, String codec) throws IOException {
        var line = new Baresip.Line("b", "127.0.0.12", Ports.free(), 1000, codec);
        var provider = Baresip.answering(Namespace.HERE, dir.resolve("provider"), line);
        esg.domain();
        var account = new HashMap<>(settings);
        account.putAll(
                Map.of("code", "p1", "reg", false, "username", "", "domain", "127.0.0.12", "proxyport", line.port()));
        esg.account(account);
        esg.routeOut("100", "p1", "b");
        await().atMost(Duration.ofSeconds(10)).until(provider::isReady);
        esg.awaitRegistration("p1", "disabled");
        return provider;
    }

    private Baresip phone(Esg esg, int seconds) throws IOException {
        var line = new Baresip.Line("a", "127.0.0.20", Ports.free(), 440);
        var own = dir.resolve("phone-" + line.port());
        return Baresip.calling(own, line, "sip:100@" + esg.host + ":" + esg.inside, seconds);
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
