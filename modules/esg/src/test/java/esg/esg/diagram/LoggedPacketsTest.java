package esg.esg.diagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
import esg.admin.monitor.CallPackets.Search;
import esg.domain.account.Transport;
import esg.sip.packetlog.FilePacketLog;
import esg.sip.packetlog.PacketLogSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DIA-01: all packets of a call, out of the log. */
class LoggedPacketsTest {
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5062);

    @TempDir
    Path dir;

    private static byte[] message(String start, String callId, String more) {
        return """
                %s
                Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1
                From: <sip:1@a>;tag=1
                To: <sip:2@a>
                Call-ID: %s
                CSeq: 7 INVITE
                %sContent-Length: 0

                """.formatted(start, callId, more).replace("\n", "\r\n").getBytes(UTF_8);
    }

    @Test
    void findsThoseThatCarryTheCallId() {
        var before = Instant.now();
        try (var log = FilePacketLog.open(dir, new PacketLogSettings(100, 100_000, 5))) {
            log.received(Transport.UDP, PEER, message("INVITE sip:2@a SIP/2.0", "one", ""), 1);
            log.received(Transport.UDP, PEER, message("INVITE sip:2@a SIP/2.0", "another", ""), 1);
            log.received(Transport.UDP, PEER, message("INVITE sip:one@a SIP/2.0", "third", ""), 1);
            log.sent(Transport.TCP, PEER, false, message("SIP/2.0 404 Not Found", "two", "Reason: SIP\n"), 1);
        }
        var found = new LoggedPackets("esg1@127.0.0.1", dir)
                .of(new Search(
                        Set.of("one", "two"),
                        before.minusSeconds(1),
                        Instant.now().plusSeconds(1)));
        assertThat(found.node()).isEqualTo("esg1@127.0.0.1");
        assertThat(found.complete()).isTrue();
        assertThat(found.written()).isTrue();
        assertThat(found.packets()).extracting(Packet::callId).containsExactly("one", "two");
        assertThat(found.packets())
                .extracting(Packet::line)
                .containsExactly("INVITE sip:2@a SIP/2.0", "SIP/2.0 404 Not Found");
        var last = found.packets().getLast();
        assertThat(last)
                .isEqualTo(new Packet(
                        last.at(),
                        true,
                        false,
                        "tcp",
                        "127.0.0.1:5062",
                        "",
                        "two",
                        "SIP/2.0 404 Not Found",
                        "7 INVITE",
                        "SIP",
                        last.text()));
        assertThat(last.text().getBytes(UTF_8)).isEqualTo(message("SIP/2.0 404 Not Found", "two", "Reason: SIP\n"));
    }

    /** What the node says of itself in what it sends: its Contact, else its Via in a request. */
    @Test
    void saysWhereTheNodeWantsToBeAnswered() {
        var before = Instant.now();
        try (var log = FilePacketLog.open(dir, new PacketLogSettings(100, 100_000, 5))) {
            log.sent(Transport.UDP, PEER, true, message("BYE sip:2@a SIP/2.0", "one", ""), 1);
            log.sent(Transport.UDP, PEER, true, message("SIP/2.0 200 OK", "one", "Contact: <sip:x@192.0.2.1>\n"), 1);
            log.received(Transport.UDP, PEER, message("INVITE sip:2@a SIP/2.0", "one", "Contact: <sip:x@p:7>\n"), 1);
        }
        var found = new LoggedPackets("n", dir)
                .of(new Search(
                        Set.of("one"), before.minusSeconds(1), Instant.now().plusSeconds(1)));
        assertThat(found.packets()).extracting(Packet::own).containsExactly("127.0.0.1:9", "192.0.2.1:5060", "");
    }

    @Test
    void aNodeWithoutAPacketLogSaysSo() {
        assertThat(new LoggedPackets("n", null).of(new Search(Set.of("one"), Instant.EPOCH, Instant.now())))
                .isEqualTo(Found.nothing("n"));
    }
}
