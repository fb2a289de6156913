package esg.sip.packetlog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.Transport;
import esg.sip.packetlog.PacketLogReader.Entry;
import esg.sip.packetlog.PacketLogReader.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was logged is read again (DIA-01). */
class PacketLogReaderTest {
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata"); // whose hours do not begin with those of UTC
    private static final Instant NOW = Instant.parse("2024-05-01T06:10:33.042Z");
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 5060);
    private static final InetSocketAddress SIX = new InetSocketAddress(InetAddress.ofLiteral("2001:db8::1"), 5061);
    private static final PacketLogSettings SETTINGS = new PacketLogSettings(100, 10_000, 5);

    @TempDir
    Path dir;

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private final List<Entry> found = new ArrayList<>();

    private boolean read(Instant from, Instant to, long most) throws IOException {
        return new PacketLogReader(dir, KOLKATA).read(new Span(from, to, most), found::add);
    }

    private FilePacketLog log(Instant at) {
        return FilePacketLog.paused(dir, SETTINGS, Clock.fixed(at, KOLKATA));
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        var request = "OPTIONS sip:a SIP/2.0\r\nCall-ID: 1\r\n\r\n";
        var answer = "SIP/2.0 200 OK\r\nCall-ID: 1\r\n\r\nv=0\r\n\r\ns=-";
        try (var log = log(NOW)) {
            log.banned(Transport.UDP, PEER, 1);
            log.sent(SomeEnd.UDP, PEER, true, bytes(request), 1);
            log.banned(Transport.UDP, PEER, 1);
            log.received(SomeEnd.TCP, SIX, bytes(answer), 1);
            log.sent(SomeEnd.UDP, PEER, false, bytes(request), 1);
            log.resume();
        }
        assertThat(read(NOW.minusSeconds(1), NOW.plusSeconds(1), 10_000)).isTrue();
        assertThat(found)
                .containsExactly(
                        new Entry(NOW, true, true, "udp", "192.0.2.7:5060", request),
                        new Entry(NOW, false, true, "tcp", "[2001:db8:0:0:0:0:0:1]:5061", answer + "\r\n"),
                        new Entry(NOW, true, false, "udp", "192.0.2.7:5060", request));
    }

    @Test
    void readsFilesOfTheTimeAlone() throws IOException {
        for (int hours = 0; hours < 3; hours++) {
            try (var log = log(NOW.plus(Duration.ofHours(hours)))) {
                log.sent(SomeEnd.UDP, PEER, true, bytes("packet " + hours), 1);
                log.resume();
            }
        }
        var second = NOW.plus(Duration.ofHours(1));
        Files.writeString(dir.resolve("notes.txt"), "not ours");
        assertThat(read(second.minusSeconds(1), second.plusSeconds(1), 10_000)).isTrue();
        assertThat(found).extracting(Entry::text).containsExactly("packet 1\r\n");
        assertThat(read(second.plusSeconds(1), second.plusSeconds(2), 10_000)).isTrue();
        assertThat(found).hasSize(1);
    }

    @Test
    void saysWhenItDidNotReadAll() throws IOException {
        try (var log = log(NOW)) {
            log.sent(SomeEnd.UDP, PEER, true, bytes("packet"), 1);
            log.resume();
        }
        assertThat(read(NOW, NOW, 10)).isFalse();
        assertThat(found).isEmpty();
    }

    @Test
    void withoutAnyLogThereIsNothing() throws IOException {
        assertThat(new PacketLogReader(dir.resolve("none"), KOLKATA).read(new Span(NOW, NOW, 10), found::add))
                .isTrue();
    }
}
