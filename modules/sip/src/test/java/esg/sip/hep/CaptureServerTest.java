package esg.sip.hep;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import esg.domain.account.Secret;
import esg.domain.account.Transport;
import esg.sip.packetlog.PacketLog;
import esg.sip.packetlog.SomeEnd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another's collector makes of our copies. */
class CaptureServerTest {
    private static final Instant AT = Instant.ofEpochSecond(1_772_600_767, 123_456_789);

    @TempDir
    Path dir = Path.of("");

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static byte[] message(String startLine, String callId) {
        return (startLine
                        + "\r\n"
                        + "Via: SIP/2.0/UDP 198.51.100.7;branch=z9hG4bK1\r\n"
                        + "From:"
                        + " <sip:b@c>;tag=1\r\n"
                        + "To: <sip:a@c>\r\n"
                        + "Call-ID:"
                        + " " + callId + "\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n")
                .getBytes(US_ASCII);
    }

    @Test
    void kamailioReadsWhatWeWrote() throws Exception {
        assumeTrue(CaptureServer.isThere(), "kamailio is not installed");
        try (var server = CaptureServer.start(dir)) {
            var settings = new HepSettings(
                    List.of(new HepServer("127.0.0.1", server.port, false)),
                    2042,
                    Secret.of("myHep"),
                    1 << 20,
                    Duration.ofMinutes(1));
            var six = new SomeEnd(Transport.TLS, at("2001:db8::1", 5081));
            try (var export = HepExport.before(PacketLog.NONE, settings, () -> AT, InetAddress::getAllByName)) {
                export.correlate(_ -> "first@c");
                export.received(SomeEnd.UDP, at("198.51.100.7", 5060), message("OPTIONS sip:a@c SIP/2.0", "one@c"), 0);
                export.sent(SomeEnd.UDP, at("198.51.100.7", 5060), true, message("SIP/2.0 200 OK", "one@c"), 0);
                export.sent(six, at("2001:db8::7", 5061), true, message("OPTIONS sip:a@c SIP/2.0", "two@c"), 0);
            }
            assertThat(server.captured(
                            3, "method", "callid", "source_ip", "source_port", "destination_ip", "destination_port"))
                    .containsExactlyInAnyOrder(
                            "OPTIONS one@c 198.51.100.7 5060 192.0.2.1 5080",
                            "200 one@c 192.0.2.1 5080 198.51.100.7 5060",
                            "OPTIONS two@c 2001:db8::1 5081 2001:db8::7 5061");
            assertThat(server.captured(3, "date", "micro_ts", "correlation_id", "node", "proto", "family"))
                    .contains(
                            "1772600767 " + (int) (1_772_600_767L * 1_000_000 + 123_456) + " first@c homer01:2042 1 2",
                            "1772600767 " + (int) (1_772_600_767L * 1_000_000 + 123_456)
                                    + " first@c homer01:2042 2 10");
        }
    }
}
