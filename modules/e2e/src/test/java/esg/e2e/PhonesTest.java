package esg.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do with telephones while they speak: a phone inside has called one at the provider, and each hears the other's tone. */
class PhonesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Baresip.Line PROVIDER = new Baresip.Line("b", "127.0.0.12", Ports.free(), 1000);
    private static final Baresip.Line PHONE = new Baresip.Line("a", "127.0.0.20", Ports.free(), 440);

    private static final Baresip.Line NEWCOMER = new Baresip.Line("102", "127.0.0.31", Ports.free(), 700);
    private static final AtomicInteger TALKS = new AtomicInteger();

    @TempDir
    static Path gateway;

    private static Esg esg;

    @TempDir
    Path dir;

    private String code;
    private Baresip provider;
    private Baresip phone;

    PhonesTest() {}

    @BeforeAll
    static void startEsg() throws IOException {
        esg = Esg.start(gateway);
        esg.domain();
        esg.routeIn(NEWCOMER.host(), NEWCOMER.port());
    }

    @AfterAll
    static void stopEsg() {
        esg.close();
    }

    @BeforeEach
    void start() throws IOException {
        code = "p" + TALKS.incrementAndGet();
        provider = Baresip.answering(Namespace.HERE, dir.resolve("provider"), PROVIDER);
        phone = Baresip.answering(Namespace.HERE, dir.resolve("phone"), PHONE);
    }

    @AfterEach
    void stop() {
        phone.close();
        provider.close();
    }

    private void talk(Map<String, Object> account) throws IOException {
        esg.routeOut(code, code, "b");
        var all = new HashMap<String, Object>(Map.of("code", code, "reg", false, "username", ""));
        all.put("domain", PROVIDER.host());
        all.put("proxyport", PROVIDER.port());
        all.putAll(account);
        esg.account(all);
        esg.awaitRegistration(code, "disabled");
        for (var end : List.of(provider, phone)) await().atMost(PATIENCE).until(end::isReady);
        phone.types("dial", "sip:" + code + "@" + esg.host + ":" + esg.inside);
        await("they hear each other")
                .atMost(PATIENCE)
                .until(() -> phone.everHeard(PROVIDER.tone()) && provider.everHeard(PHONE.tone()));
    }

    /** REF-01, REF-02: whoever is handed on hears the newcomer, and the other way round; the one who did it is free. */
    @ParameterizedTest(name = "media={0}")
    @CsvSource({"false", "true"})
    void handsItsPartnerOn(boolean media) throws IOException {
        talk(Map.of("media", media));
        try (var newcomer = Baresip.answering(Namespace.HERE, dir.resolve("newcomer"), NEWCOMER)) {
            await().atMost(PATIENCE).until(newcomer::isReady);
            phone.types("transfer", "sip:102@" + esg.host + ":" + esg.inside);
            await("the newcomer hears the provider").atMost(PATIENCE).until(() -> newcomer.everHeard(PROVIDER.tone()));
            hears(newcomer, "9", provider);
            await("who handed on is free").until(() -> !packets("BYE sip:").isEmpty());
            newcomer.types("hangup", "");
            esg.awaitNoCalls();
            await("the provider hears of the end").until(() -> provider.log().contains("session closed"));
        }
    }

    /** RFC 3264 §8.4: MED-01 lets it cross, MED-02 answers it here, MED-03 lets it cross with our ports. */
    @ParameterizedTest(name = "media={0}, reinvite={1}")
    @CsvSource({"false, true", "true, false", "true, true"})
    void holdsAndGoesOn(boolean media, boolean reinvite) throws IOException {
        talk(Map.of("media", media, "reinvite", reinvite));
        phone.types("hold", "");
        await("it is told that it holds").until(() -> !packets("a=recvonly").isEmpty());
        assertThat(provider.log().contains("got re-INVITE")).isEqualTo(reinvite);
        phone.types("resume", "");
        hears(phone, "7", provider);
        hears(provider, "8", phone);
        phone.types("hangup", "");
        esg.awaitNoCalls();
    }

    /** A telephone records nothing any more once its session has changed, but keys it hears. */
    private static void hears(Baresip from, String key, Baresip to) throws IOException {
        from.types("sndcode", key);
        await("the key is heard")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(to.log()).contains("received event: '" + key + "'"));
    }

    /** RFC 4733 as it is, or INFO for a provider that wants that. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"pass, false", "info, true"})
    void keysAreHeard(String dtmf, boolean asInfo) throws IOException {
        talk(Map.of("media", true, "opts", Map.of("dtmf", dtmf)));
        hears(phone, "5", provider);
        await("the packet is written down")
                .untilAsserted(() ->
                        assertThat(provider.log().contains("received DTMF")).isEqualTo(asInfo));
        phone.types("hangup", "");
        esg.awaitNoCalls();
    }

    @Test
    void anOperatorWatchesAndHangsUp() throws IOException {
        var events = esg.listen();
        talk(Map.of());
        await("it is told that they talk").until(() -> happened(events, "\"state\":\"talking\""));
        var id = call().get("id").asText();
        var path = "/api/monitor/v1/calls/" + id + "/hangup";
        assertThat(esg.call("POST", path, Map.of()).statusCode()).isEqualTo(202);
        for (var end : List.of(phone, provider))
            await("it hears of the end").until(() -> end.log().contains("session closed"));
        esg.awaitNoCalls();
        await("it is told of the end").until(() -> happened(events, "hung up by the operator"));
        assertThat(call().get("reason").asText()).isEqualTo("hung up by the operator");
        assertThat(esg.call("POST", path, Map.of()).statusCode()).isEqualTo(409);
        assertThat(esg.call("GET", "/metrics", Map.of()).body())
                .contains("esg_calls_ended_total{account=\"test.local/" + code
                        + "\",direction=\"out\",status=\"200\"} 1.0");
    }

    private boolean happened(List<String> events, String what) {
        return events.stream().anyMatch(line -> line.contains("\"code\":\"" + code + "\"") && line.contains(what));
    }

    private JsonNode call() {
        return esg.calls().stream()
                .filter(call -> call.get("code").asText().equals(code))
                .findFirst()
                .orElseThrow();
    }

    /** A stranger who knows all of a dialog cannot end the call in it. */
    @Test
    void aStrangerCannotHangUp() throws IOException {
        talk(Map.of());
        var ok = esg.packets("Recv from udp 127.0.0.12:", "SIP/2.0 200 ").getLast();
        var bye = """
            BYE sip:%1$s:%2$d SIP/2.0
            Via: SIP/2.0/UDP 127.0.0.99:%3$d;branch=z9hG4bKstranger
            From: %4$s
            To: %5$s
            Call-ID: %6$s
            CSeq: 100 BYE
            Max-Forwards: 70
            Content-Length: 0

            """.replace("\n", "\r\n");
        try (var stranger = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.99"), 0))) {
            stranger.setSoTimeout(5_000);
            var text = bye.formatted(
                            esg.host,
                            esg.outside,
                            stranger.getLocalPort(),
                            header(ok, "To"),
                            header(ok, "From"),
                            header(ok, "Call-ID"))
                    .getBytes(UTF_8);
            var to = new InetSocketAddress(esg.host, esg.outside);
            stranger.send(new DatagramPacket(text, text.length, to));
            var answer = new DatagramPacket(new byte[2_000], 2_000);
            stranger.receive(answer);
            assertThat(new String(answer.getData(), 0, answer.getLength(), UTF_8))
                    .startsWith("SIP/2.0 403 ")
                    .contains("EB2B. Source address is not allowed");
        }
        assertThat(call().get("state").asText()).isEqualTo("talking");
        phone.types("hangup", "");
        esg.awaitNoCalls();
    }

    /** What went to or came from the phone's dialog. */
    private List<String> packets(String part) {
        return esg.packets(" 127.0.0.20:", "sip:" + code + "@", part);
    }

    private static String header(String packet, String name) {
        return packet.lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .findFirst()
                .orElseThrow()
                .substring(name.length() + 1)
                .strip();
    }
}
