package esg.sip.hep;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.Secret;
import esg.domain.account.Transport;
import esg.sip.packetlog.PacketLog;
import esg.sip.packetlog.SomeEnd;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Copies as a collector gets them. */
class HepExportTest {
    private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
    private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("127.0.0.2");
    private static final Instant AT = Instant.parse("2026-03-04T05:06:07.123456789Z");
    private static final InetSocketAddress PEER = at("198.51.100.7", 5060);
    private static final String OPTIONS = """
        OPTIONS sip:a SIP/2.0\r
        Via: SIP/2.0/UDP 198.51.100.7;branch=z9hG4bK1\r
        From: <sip:b@c>;tag=1\r
        To: <sip:a@c>\r
        Call-ID: one@c\r
        CSeq: 1 OPTIONS\r
        Max-Forwards: 70\r
        Content-Length: 0\r
        \r
        """;

    private DatagramSocket collector;

    @BeforeEach
    void open() throws IOException {
        collector = new DatagramSocket(new InetSocketAddress(HOST, 0));
        collector.setSoTimeout(5_000);
    }

    @AfterEach
    void close() {
        collector.close();
    }

    private static InetSocketAddress at(String address, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(address), port);
    }

    private static HepSettings to(HepServer server, String key, long queue) {
        return new HepSettings(List.of(server), 4_000_000_001L, Secret.of(key), queue, Duration.ofMillis(20));
    }

    private HepExport export(String key) {
        var server = new HepServer("127.0.0.1", collector.getLocalPort(), false);
        return export(to(server, key, 1 << 20));
    }

    private static HepExport export(HepSettings settings) {
        return HepExport.before(PacketLog.NONE, settings, () -> AT, InetAddress::getAllByName);
    }

    private static Decoded next(DatagramSocket socket) throws IOException {
        var datagram = new DatagramPacket(new byte[65_535], 65_535);
        socket.receive(datagram);
        return Decoded.of(Arrays.copyOf(datagram.getData(), datagram.getLength()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Test
    void aCopyHasAllThatTheFormatAsksFor() throws IOException {
        try (var export = export("myHep")) {
            export.received(SomeEnd.UDP, PEER, bytes(OPTIONS + "\u00e9"), 1);
            var copy = next(collector);
            assertThat(copy.way()).isEqualTo("17 198.51.100.7:5060 > 192.0.2.1:5080");
            assertThat(copy.micros()).isEqualTo(AT.getEpochSecond() * 1_000_000 + 123_456);
            assertThat(copy.number(0x0b, 1)).as("SIP").isEqualTo(1);
            assertThat(copy.number(0x0c, 4)).isEqualTo(4_000_000_001L);
            assertThat(copy.text(0x0e)).isEqualTo("myHep");
            assertThat(copy.text(0x11)).isEqualTo("one@c");
            assertThat(copy.payload()).isEqualTo(OPTIONS + "\u00e9");
            await().until(() -> export.count("sent") == 1);
        }
    }

    @Test
    void withoutAKeyNoneIsShown() throws IOException {
        try (var export = export("")) {
            export.sent(SomeEnd.TCP, PEER, true, bytes(OPTIONS), 1);
            var copy = next(collector);
            assertThat(copy.has(0x0e)).isFalse();
            assertThat(copy.way()).isEqualTo("6 192.0.2.1:5080 > 198.51.100.7:5060");
        }
    }

    /** A socket of both families knows itself by one and its peer by the other. */
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource(delimiter = '|', textBlock = """
        2001:db8::1      | 2001:db8::7         | 2001:db8:0:0:0:0:0:1 > 2001:db8:0:0:0:0:0:7
        192.0.2.1        | ::ffff:198.51.100.7 | 192.0.2.1 > 198.51.100.7
        ::               | 198.51.100.7        | 0.0.0.0 > 198.51.100.7
        0.0.0.0          | 2001:db8::7         | 0:0:0:0:0:0:0:0 > 2001:db8:0:0:0:0:0:7
        """)
    void addressesAreOfOneFamily(String local, String remote, String way) throws IOException {
        try (var export = export("")) {
            export.sent(new SomeEnd(Transport.UDP, at(local, 5080)), at(remote, 5060), true, bytes(OPTIONS), 1);
            assertThat(next(collector).way().replaceAll(":50[68]0", "")).isEqualTo("17 " + way);
        }
    }

    @Test
    void legsOfACallHaveOneCorrelation() throws IOException {
        try (var export = export("")) {
            export.correlate(callId -> callId.equals("two") ? "one@c" : callId);
            export.sent(SomeEnd.UDP, PEER, true, bytes(OPTIONS.replace("one@c", "two")), 1);
            export.sent(SomeEnd.UDP, PEER, true, bytes(OPTIONS.replace("one@c", "three")), 1);
            assertThat(next(collector).text(0x11)).isEqualTo("one@c");
            assertThat(next(collector).text(0x11)).isEqualTo("three");
        }
    }

    /** What has no text, never left, or holds a NAT open is nothing to look at. */
    @Test
    void onlySipThatPassedASocketIsCopied() throws IOException {
        try (var export = export("")) {
            export.banned(Transport.UDP, PEER, 1);
            export.sent(SomeEnd.UDP, PEER, false, bytes(OPTIONS), 1);
            export.sent(SomeEnd.UDP, PEER, true, bytes("\r\n\r\n"), 1);
            export.received(SomeEnd.UDP, PEER, bytes("no SIP at all"), 1);
            var copy = next(collector);
            assertThat(copy.payload()).isEqualTo("no SIP at all");
            assertThat(copy.has(0x11)).isFalse();
            assertThat(export.count("dropped")).isZero();
        }
    }

    @Test
    void whatIsTooLongForADatagramIsDroppedAndCounted() throws IOException {
        try (var export = export("")) {
            for (var length : List.of(65_536, 65_500, 60_000)) {
                var packet = new byte[length];
                Arrays.fill(packet, (byte) 'x');
                export.received(SomeEnd.UDP, PEER, packet, 1);
            }
            assertThat(next(collector).payload()).hasSize(60_000);
            await().until(() -> export.count("sent") == 1);
            assertThat(export.count("dropped")).isEqualTo(2);
        }
    }

    @Test
    void aStreamCarriesOneAfterTheOther() throws IOException {
        try (var server = new ServerSocket(0, 5, HOST)) {
            server.setSoTimeout(5_000);
            var settings = to(new HepServer("127.0.0.1", server.getLocalPort(), true), "", 1 << 20);
            try (var export = export(settings)) {
                for (int i = 0; i < 3; i++) export.received(SomeEnd.UDP, PEER, bytes(OPTIONS + i), 1);
                export.received(SomeEnd.UDP, PEER, new byte[65_400], 1);
                export.received(SomeEnd.UDP, PEER, new byte[65_500], 1);
                try (var connection = accept(server)) {
                    var stream = new DataInputStream(connection.getInputStream());
                    for (int i = 0; i < 3; i++)
                        assertThat(Decoded.of(stream).payload()).isEqualTo(OPTIONS + i);
                    assertThat(Decoded.of(stream).payload()).hasSize(65_400);
                }
                await().until(() -> export.count("dropped") == 1);
            }
        }
    }

    private static Socket accept(ServerSocket server) throws IOException {
        var connection = server.accept();
        connection.setSoTimeout(5_000);
        return connection;
    }

    /** It takes the connection and reads nothing: after its buffers ours is full, then packets are dropped, and nobody waits. */
    @Test
    void aCollectorThatHangsCostsCopiesAndNoTime() throws IOException {
        try (var server = new ServerSocket(0, 5, HOST)) {
            var settings = to(new HepServer("127.0.0.1", server.getLocalPort(), true), "", 1 << 18);
            try (var export = export(settings)) {
                var packet = new byte[60_000];
                long begun = System.nanoTime();
                for (int i = 0; i < 1_000; i++) export.received(SomeEnd.UDP, PEER, packet, 1);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
                assertThat(export.count("dropped")).isPositive();
                await().until(() -> export.count("dropped") + export.count("sent") >= 990);
            }
        }
    }

    @Test
    void aDeadCollectorIsTriedAgain() throws IOException {
        int port;
        try (var server = new ServerSocket(0, 5, HOST)) {
            port = server.getLocalPort();
        }
        var settings = to(new HepServer("127.0.0.1", port, true), "", 1 << 20);
        try (var export = export(settings)) {
            export.received(SomeEnd.UDP, PEER, bytes(OPTIONS), 1);
            await().until(() -> export.count("dropped") == 1);
            try (var server = new ServerSocket(port, 5, HOST)) {
                await().until(() -> {
                    export.received(SomeEnd.UDP, PEER, bytes(OPTIONS), 1);
                    return export.count("sent") > 0;
                });
                try (var connection = accept(server)) {
                    var stream = new DataInputStream(connection.getInputStream());
                    assertThat(Decoded.of(stream).payload()).isEqualTo(OPTIONS);
                }
            }
        }
    }

    @Test
    void aCollectorIsFollowedWhenItsNameLeadsElsewhere() throws IOException {
        var resolved = new CopyOnWriteArrayList<>(List.of(HOST)); // empty: nobody knows
        var server = new HepServer("homer.example", collector.getLocalPort(), false);
        try (var moved = new DatagramSocket(new InetSocketAddress(ELSEWHERE, collector.getLocalPort()));
                var export = HepExport.before(PacketLog.NONE, to(server, "", 1 << 20), () -> AT, host -> {
                    if (resolved.isEmpty()) throw new UnknownHostException(host);
                    return resolved.toArray(InetAddress[]::new);
                })) {
            moved.setSoTimeout(20);
            export.received(SomeEnd.UDP, PEER, bytes("first"), 1);
            assertThat(next(collector).payload()).isEqualTo("first");
            resolved.clear();
            export.received(SomeEnd.UDP, PEER, bytes("while nobody knows"), 1);
            assertThat(next(collector).payload()).isEqualTo("while nobody knows");
            resolved.add(ELSEWHERE);
            await().until(() -> {
                export.received(SomeEnd.UDP, PEER, bytes("moved"), 1);
                return arrives(moved);
            });
        }
    }

    private static boolean arrives(DatagramSocket socket) {
        try {
            return next(socket).payload().equals("moved");
        } catch (IOException nothing) {
            return false;
        }
    }

    @Test
    void aNameThatNobodyKnowsCostsCopiesOnly() {
        var server = new HepServer("homer.example", 9060, false);
        try (var export = HepExport.before(PacketLog.NONE, to(server, "", 1 << 20), () -> AT, host -> {
            throw new UnknownHostException(host);
        })) {
            export.received(SomeEnd.UDP, PEER, bytes(OPTIONS), 1);
            await().until(() -> export.count("dropped") == 1);
        }
    }
}
