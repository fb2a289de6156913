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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SIPVicious finds of a gateway on an open network, and what becomes of it (SEC-01, SEC-02, BRD-07, BRD-10, LOG-03). */
class BansTest {
    private static final String BANS = "/rest/v1/master/bans";
    private static final String MAPPER = "127.0.0.66";
    private static final String WAR_DIALLER = "127.0.0.67";
    private static final String CRACKER = "127.0.0.68";
    private static final String PROVIDER = "127.0.1.40";
    private static final String PLATFORM = "127.0.0.20";

    private static final String PINNED = "127.0.0.69";
    private static final Path BOUND = Path.of("scenarios/bans/bound.py").toAbsolutePath();

    @TempDir
    static Path dir;

    private static Esg esg;

    @BeforeAll
    static void start() throws IOException {
        esg = Esg.start(dir.resolve("esg"), "esg.roles.sg.trusted=[\"" + PLATFORM + "\"]", "esg.bans.terms=[10 m]");
    }

    @AfterAll
    static void stop() {
        if (esg != null) esg.close();
    }

    /** One of the tools, sending from this address. */
    private static Process start(String tool, String from, String... options) throws IOException {
        // Debian's own Python, for which its package is.
        var command = new ArrayList<>(List.of("/usr/bin/python3", BOUND.toString(), from, tool));
        command.addAll(List.of("-p", Integer.toString(esg.outside)));
        command.addAll(List.of(options));
        command.add(esg.host);
        return new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve(tool + ".out").toFile())
                .redirectInput(new java.io.File("/dev/null"))
                .start();
    }

    /** What it has said when it ends, or when it is ended after half a minute. */
    private static String said(String tool, Process process) throws IOException {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS))
                process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return Files.readString(dir.resolve(tool + ".out"));
    }

    /** What a stranger at this address hears to an INVITE within a second; "" for nothing. */
    private static String invite(String address) {
        try (var peer = new DatagramSocket(0, InetAddress.ofLiteral(address))) {
            peer.setSoTimeout(1_000);
            int port = peer.getLocalPort();
            var packet = ("INVITE sip:100@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP " + address + ":" + port
                            + ";branch=z9hG4bK" + port + "\r\nFrom: <sip:a@" + address
                            + ">;tag=a\r\nTo: <sip:100@127.0.0.1>\r\nCall-ID: " + port + "\r\nContact: <sip:a@"
                            + address
                            + ":" + port + ">\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(US_ASCII);
            peer.send(new DatagramPacket(packet, packet.length, new InetSocketAddress(esg.host, esg.outside)));
            while (true) {
                var answer = new DatagramPacket(new byte[4_000], 4_000);
                peer.receive(answer);
                var text = new String(answer.getData(), 0, answer.getLength(), US_ASCII);
                if (!text.startsWith("SIP/2.0 100")) return text;
            }
        } catch (SocketTimeoutException nothing) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode ban(String address) {
        for (var ban : esg.get(BANS).get("items"))
            if (ban.get("address").asText().equals(address)) return ban;
        throw new AssertionError("nothing is held against " + address);
    }

    private static void assertBanned(String address) {
        var ban = ban(address);
        assertThat(ban.get("state").asText()).isEqualTo("banned");
        assertThat(ban.at("/offences/unknown-account").asInt()).isGreaterThan(30);
        assertThat(ban.get("node").asText()).isEqualTo("esg1@127.0.0.1");
    }

    private static void awaitBannedInPacketLog(String address) {
        await(address + " in the packet log")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(packetLog())
                        .containsPattern("\\d\\d:\\d\\d:\\d\\d[.]\\d{3} <0[.]\\d+[.]0> Recv from udp "
                                + address.replace(".", "[.]") + ":\\d+ BANNED\n"));
    }

    private static String packetLog() throws IOException {
        try (var files = Files.walk(dir.resolve("esg/log"))) {
            var log = new StringBuilder();
            for (var file : files.filter(path -> path.getFileName().toString().startsWith("trn_"))
                    .toList()) {
                log.append(Files.readString(file));
            }
            return log.toString();
        }
    }

    private static long counted(String line) {
        for (var rule : esg.get("/api/monitor/v1/border").at("/data/rules")) {
            if (rule.get("id").asText().equals(line)) return rule.get("packets").asLong();
        }
        throw new AssertionError("no line " + line);
    }

    /** SEC-02. */
    @Test
    void aMapperFindsNothing() throws IOException {
        assertThat(said("svmap", start("svmap", MAPPER)))
                .doesNotContain("SIP Device")
                .contains("found nothing");
        assertThat(ban(MAPPER).at("/offences/stray").asInt()).isPositive();
        assertThat(counted("esg:strangers")).isPositive();
        assertThat(packetLog()).doesNotContain("Send to udp " + MAPPER);
        assertThat(said("svmap", start("svmap", "127.0.0.1")))
                .as("what the machine itself finds")
                .contains("SIP Device");
    }

    /** SEC-01, SEC-03, BRD-07: a war dialler is silenced, a cracker hears no word, and calls pass. */
    @Test
    void whoTriesNumbersAndPasswordsIsSilencedAndCallsPass() throws IOException {
        int inside = Ports.free();
        esg.domain();
        // Without a name the account would be meant by every Contact at our address, and the dialler gives up at its
        // first 403.
        esg.account(Map.of("code", "p1", "reg", false, "username", "1234567890", "domain", PROVIDER, "trunks", 2));
        esg.routeIn(PLATFORM, inside);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(esg.registration("p1").get("regstate").asText())
                                .isEqualTo("disabled"));
        var cracker = start("svcrack", CRACKER, "-u", "100", "-r", "100-300");
        try (var callee = Sipp.plays("callee").at(PLATFORM, inside).start(dir.resolve("callee"));
                var caller = Sipp.plays("caller")
                        .at(PROVIDER, Ports.free())
                        .from("9997654321")
                        .talking(3_000)
                        .calling("1234567890", esg.host, esg.outside)
                        .start(dir.resolve("caller"))) {
            var dialler = start("svwar", WAR_DIALLER, "-m", "INVITE", "-e", "100-180");
            await("banned").atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertBanned(WAR_DIALLER));
            assertThat(said("svwar", dialler)).contains("found nothing");
            caller.succeeds();
            callee.succeeds();
        }
        assertThat(said("svcrack", cracker)).contains("no server response");
        assertThat(ban(CRACKER).at("/offences/stray").asInt()).isPositive();
        assertThat(packetLog()).doesNotContain("Send to udp " + CRACKER);
        liftedItIsAnsweredAgain();
        esg.awaitNoCalls();
    }

    private static void liftedItIsAnsweredAgain() {
        awaitBannedInPacketLog(WAR_DIALLER);
        assertThat(counted("esg:bans")).isPositive();
        assertThat(esg.log()).contains("banned source=" + WAR_DIALLER + " for=600s because=\"unknown-account:31\"");
        esg.call("DELETE", BANS + "/" + WAR_DIALLER, Map.of());
        assertThat(invite(WAR_DIALLER)).startsWith("SIP/2.0 404");
        assertThat(esg.log()).contains("ban lifted source=" + WAR_DIALLER);
    }

    /** SEC-01: what an operator pins stands on its own, over a restart too. */
    @Test
    void aPinnedBanStandsUntilItIsLifted() throws IOException {
        assertThat(invite(PINNED)).startsWith("SIP/2.0 404");
        esg.post(BANS, Map.of("address", PINNED, "permanent", true, "note", "again"));
        assertThat(invite(PINNED)).isEmpty();
        esg.terminate();
        esg.restart();
        assertThat(invite(PINNED)).isEmpty();
        var ban = ban(PINNED);
        assertThat(ban.get("state").asText()).isEqualTo("pinned");
        assertThat(ban.get("note").asText()).isEqualTo("again");
        assertThat(ban.get("count").asInt()).isPositive();
        assertThat(esg.call("POST", BANS, Map.of("address", PLATFORM, "permanent", true))
                        .statusCode())
                .as("a trusted peer")
                .isEqualTo(422);
        assertThat(esg.call("DELETE", BANS + "/" + PINNED, Map.of()).statusCode())
                .isEqualTo(204);
        assertThat(invite(PINNED)).startsWith("SIP/2.0 404");
    }
}
