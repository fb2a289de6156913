package esg.esg.diagram;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import esg.admin.monitor.CallPackets.Found;
import esg.admin.monitor.CallPackets.Packet;
import esg.admin.monitor.CallPackets.Search;
import esg.esg.SomeEnd;
import esg.sip.packetlog.FilePacketLog;
import esg.sip.packetlog.PacketLog;
import esg.sip.packetlog.PacketLogSettings;
import esg.sip.packetlog.RecentPackets;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DIA-01: all packets of a call, out of the log. */
class LoggedPacketsTest {
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5062);

    private static final RecentPackets FORGETFUL = RecentPackets.before(PacketLog.NONE, 0, 1);

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
            log.received(SomeEnd.UDP, PEER, message("INVITE sip:2@a SIP/2.0", "one", ""), 1);
            log.received(SomeEnd.UDP, PEER, message("INVITE sip:2@a SIP/2.0", "another", ""), 1);
            log.received(SomeEnd.UDP, PEER, message("INVITE sip:one@a SIP/2.0", "third", ""), 1);
            log.sent(SomeEnd.TCP, PEER, false, message("SIP/2.0 404 Not Found", "two", "Reason: SIP\n"), 1);
        }
        var found = new LoggedPackets("esg1@127.0.0.1", dir, FORGETFUL)
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
            log.sent(SomeEnd.UDP, PEER, true, message("BYE sip:2@a SIP/2.0", "one", ""), 1);
            log.sent(SomeEnd.UDP, PEER, true, message("SIP/2.0 200 OK", "one", "Contact: <sip:x@192.0.2.1>\n"), 1);
            log.received(SomeEnd.UDP, PEER, message("INVITE sip:2@a SIP/2.0", "one", "Contact: <sip:x@p:7>\n"), 1);
        }
        var found = new LoggedPackets("n", dir, FORGETFUL)
                .of(new Search(
                        Set.of("one"), before.minusSeconds(1), Instant.now().plusSeconds(1)));
        assertThat(found.packets()).extracting(Packet::own).containsExactly("127.0.0.1:9", "192.0.2.1:5060", "");
    }

    @Test
    void aNodeWithoutAPacketLogSaysSo() {
        assertThat(new LoggedPackets("n", null, FORGETFUL).of(new Search(Set.of("one"), Instant.EPOCH, Instant.now())))
                .isEqualTo(Found.nothing("n"));
    }

    /** As soon as they have come, and with {@code log_trn = off}. */
    @Test
    void recentOnesNeedNoFile() {
        var recent = RecentPackets.before(PacketLog.NONE, 1 << 20, 2);
        var begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        recent.received(SomeEnd.UDP, PEER, message("INVITE sip:2@a SIP/2.0", "one", ""), 0);
        recent.received(SomeEnd.UDP, PEER, message("INVITE sip:2@a SIP/2.0", "another", ""), 1);
        recent.sent(SomeEnd.TCP, PEER, false, message("SIP/2.0 404 Not Found", "one", ""), 1);
        var packets = new LoggedPackets("n", null, recent);
        var found = packets.of(new Search(Set.of("one"), begin, Instant.now().plusSeconds(1)));
        assertThat(found.complete()).isTrue();
        assertThat(found.written()).isTrue();
        assertThat(found.packets()).extracting(Packet::sent).containsExactly(false, true);
        assertThat(found.packets()).extracting(Packet::ok).containsExactly(true, false);
        assertThat(packets.of(new Search(Set.of("one"), Instant.EPOCH, Instant.now()))
                        .complete())
                .as("before the start nothing is known")
                .isFalse();
    }

    /** What has made room in memory stands in the files, what has not is not told twice. */
    @Test
    void whatIsTooOldForMemoryIsReadFromTheFiles() throws InterruptedException {
        var begin = Instant.now().minusSeconds(1);
        RecentPackets recent;
        try (var log = FilePacketLog.open(dir, new PacketLogSettings(1_000, 10_000_000, 5))) {
            recent = RecentPackets.before(log, 4_000, 1);
            for (int i = 0; i < 100; i++) {
                recent.received(SomeEnd.UDP, PEER, message("INVITE sip:" + i + "@a SIP/2.0", "one", ""), 0);
                Thread.sleep(2); // the log tells milliseconds: neighbours differ
            }
        }
        var found = new LoggedPackets("n", dir, recent)
                .of(new Search(Set.of("one"), begin, Instant.now().plusSeconds(1)));
        assertThat(found.complete()).isTrue();
        assertThat(found.packets())
                .extracting(Packet::line)
                .containsExactlyElementsOf(IntStream.range(0, 100)
                        .mapToObj(i -> "INVITE sip:" + i + "@a SIP/2.0")
                        .toList());
    }
}
