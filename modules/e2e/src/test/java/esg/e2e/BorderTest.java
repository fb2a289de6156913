package esg.e2e;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The border filter as an operator uses it: rules over REST, live, BANNED in the packet log, counted. */
class BorderTest {
    private static final String RULES = "/rest/v1/master/borderrules";
    private static final String REGISTRAR = "127.0.0.11";

    @TempDir
    Path dir;

    /** What a peer at this address hears to an OPTIONS within a second; "" for nothing. */
    private static String options(Esg esg, String address) {
        try (var peer = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
            peer.setSoTimeout(1_000);
            var packet = ("OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + address + ":" + peer.getLocalPort()
                            + ";branch=z9hG4bK" + peer.getLocalPort() + "\r\nFrom: <sip:a@" + address
                            + ">;tag=a\r\nTo: <sip:127.0.0.1>\r\nCall-ID: " + peer.getLocalPort()
                            + "\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(US_ASCII);
            peer.send(new DatagramPacket(packet, packet.length, new InetSocketAddress(esg.host, esg.outside)));
            var answer = new DatagramPacket(new byte[4_000], 4_000);
            peer.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), US_ASCII);
        } catch (SocketTimeoutException nothing) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode allow(Esg esg, String address) {
        return esg.post(RULES, Map.of("priority", 10, "action", "allow", "address", address));
    }

    /** BRD-03: what nobody allowed is dropped. */
    private static JsonNode dropTheRest(Esg esg) {
        return esg.post(RULES, Map.of("priority", 1000, "action", "deny"));
    }

    private static long packets(Esg esg, JsonNode rule) {
        for (var counted : esg.get("/api/monitor/v1/border").at("/data/rules")) {
            if (counted.get("id").equals(rule.get("id")))
                return counted.get("packets").asLong();
        }
        throw new AssertionError("no such rule in the monitor: " + rule);
    }

    private String packetLog() throws IOException {
        if (!Files.isDirectory(dir.resolve("esg/log"))) return "";
        try (var files = Files.walk(dir.resolve("esg/log"))) {
            var log = new StringBuilder();
            for (var file : files.filter(path -> path.getFileName().toString().startsWith("trn_"))
                    .toList()) {
                log.append(Files.readString(file));
            }
            return log.toString();
        }
    }

    /** BRD-03, BRD-04, BRD-07. */
    @Test
    void aWhiteListIsLiveAtOnceAndSaysWhomItBans() throws IOException {
        try (var esg = Esg.start(dir.resolve("esg"))) {
            assertThat(options(esg, "127.0.0.66")).startsWith("SIP/2.0 200");
            allow(esg, "127.0.0.12");
            var rest = dropTheRest(esg);
            assertThat(options(esg, "127.0.0.66")).isEmpty();
            assertThat(options(esg, "127.0.0.12")).startsWith("SIP/2.0 200");
            assertThat(packets(esg, rest)).isEqualTo(1);
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(
                            () -> assertThat(packetLog())
                                    .containsPattern(
                                            "\\d\\d:\\d\\d:\\d\\d[.]\\d{3} <0[.]\\d+[.]0> Recv from udp 127[.]0[.]0[.]66:\\d+ BANNED\n"));
            assertThat(esg.call("DELETE", RULES + "/" + rest.get("id").asText(), Map.of())
                            .statusCode())
                    .isEqualTo(204);
            assertThat(options(esg, "127.0.0.66")).startsWith("SIP/2.0 200");
        }
    }

    /** BRD-08: the failure every operator of a white list meets once. */
    @Test
    void aRegistrarThatIsNotAllowedCannotAnswer() throws IOException {
        int port = Ports.free();
        try (var kamailio = Kamailio.start(dir.resolve("kamailio"), REGISTRAR, port, 60);
                var esg = Esg.start(dir.resolve("esg"))) {
            esg.domain();
            dropTheRest(esg);
            esg.account(Map.of(
                    "code",
                    "reg1",
                    "reg",
                    true,
                    "username",
                    "71234567890",
                    "pwd",
                    "3y82lS5",
                    "domain",
                    REGISTRAR,
                    "proxyport",
                    port));
            await("it is banned")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> packetLog().contains("Recv from udp " + REGISTRAR + ":" + port + " BANNED"));
            assertThat(esg.registration("reg1").get("regstate").asText()).isNotEqualTo("registered");
            allow(esg, REGISTRAR);
            esg.awaitRegistration("reg1", "registered");
            assertThat(kamailio.log()).contains("register user=71234567890");
        }
    }
}
