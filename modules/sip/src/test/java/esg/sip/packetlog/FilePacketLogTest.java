package esg.sip.packetlog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import esg.domain.account.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class FilePacketLogTest {
    private static final Clock MOSCOW =
            Clock.fixed(Instant.parse("2024-05-01T06:10:33.042Z"), ZoneId.of("Europe/Moscow"));
    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.ofLiteral("192.168.0.112"), 5060);

    @TempDir
    Path dir;

    private FilePacketLog log(int queue, int maxSize, int maxFiles) {
        return FilePacketLog.paused(dir, new PacketLogSettings(queue, maxSize, maxFiles), MOSCOW);
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(dir)) {
            return files.sorted().toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    /** LOG-01..05, SMP-04. */
    @Test
    void writesLinesInTheFormOperatorsKnow() throws IOException {
        try (var log = log(10, 10_000, 5)) {
            log.sent(SomeEnd.UDP, PEER, true, bytes("OPTIONS sip:a SIP/2.0\r\n\r\n"), 682);
            log.received(SomeEnd.UDP, PEER, bytes("SIP/2.0 200 OK\r\n\r\nbody"), 685);
            log.banned(Transport.UDP, PEER, 692);
            log.resume();
        }
        assertThat(files()).hasSize(1);
        var file = files().getFirst();
        assertThat(file.getFileName()).hasToString("trn_2024-05-01_09_00001.log");
        assertThat(Files.readString(file, ISO_8859_1)).isEqualTo("""
            09:10:33.042 <0.682.0> Send to udp 192.168.0.112:5060 (ok)
            OPTIONS sip:a SIP/2.0\r
            \r

            09:10:33.042 <0.685.0> Recv from udp 192.168.0.112:5060
            SIP/2.0 200 OK\r
            \r
            body

            09:10:33.042 <0.692.0> Recv from udp 192.168.0.112:5060 BANNED
            """);
    }

    @Test
    void beginsANewFileAtTheSizeLimitAndKeepsOnlyTheNewest() throws IOException {
        try (var log = log(10, 100, 2)) {
            for (var i = 0; i < 4; i++) log.received(SomeEnd.UDP, PEER, bytes("packet " + i + "\r\n"), 1);
            log.resume();
        }
        assertThat(files())
                .extracting(path -> path.getFileName().toString())
                .containsExactly("trn_2024-05-01_09_00003.log", "trn_2024-05-01_09_00004.log");
        assertThat(files().getLast()).content(ISO_8859_1).contains("packet 3");
    }

    @Test
    void losesAndCountsWhatTheQueueCannotHold() throws IOException {
        try (var log = log(2, 10_000, 5)) {
            for (var i = 0; i < 5; i++) log.received(SomeEnd.UDP, PEER, bytes("packet " + i + "\r\n"), 1);
            assertThat(log.dropped()).isEqualTo(3);
            log.resume();
        }
        assertThat(files().getFirst()).content(ISO_8859_1).contains("packet 1").doesNotContain("packet 2");
    }

    @Test
    void tellsHowManyPacketsAreMissing() {
        try (var told = new Told()) {
            try (var log = log(2, 10_000, 5)) {
                for (var i = 0; i < 5; i++) log.received(SomeEnd.UDP, PEER, bytes("packet " + i + "\r\n"), 1);
                log.resume();
            }
            assertThat(told.lines()).containsExactly("lines missing in log files kind=trn count=3 dir=" + dir);
        }
    }

    /** Whatever floods the packet log must not flood the log of the node as well. */
    @Test
    void tellsItOnceInTenSeconds() throws IOException {
        var notADirectory = Files.createFile(dir.resolve("file")); // so that every packet is lost
        var clock = new SetClock();
        try (var told = new Told();
                var log = FilePacketLog.paused(notADirectory, new PacketLogSettings(10, 1_000, 5), clock)) {
            log.resume();
            lose(log, 1);
            await().until(() -> told.missing().equals(List.of(1)));
            lose(log, 3);
            clock.forward(9_999);
            lose(log, 4);
            assertThat(told.missing()).containsExactly(1);
            clock.forward(1);
            await().until(() -> told.missing().equals(List.of(1, 7)));
        }
    }

    /** One after the other: when the last is lost, the writer has been able to tell of all before it. */
    private static void lose(FilePacketLog log, int packets) {
        for (int i = 0; i < packets; i++) {
            long before = log.dropped();
            log.received(SomeEnd.UDP, PEER, bytes("packet\r\n"), 1);
            await().until(() -> log.dropped() == before + 1);
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenCostsLinesOnly() throws IOException {
        var notADirectory = Files.createFile(dir.resolve("file"));
        var log = FilePacketLog.paused(notADirectory, new PacketLogSettings(10, 1_000, 5), MOSCOW);
        log.received(SomeEnd.UDP, PEER, bytes("packet\r\n"), 1);
        log.resume();
        log.close();
        assertThat(log.dropped()).isEqualTo(1);
    }

    /** What the packet log tells in the log of the node. */
    private static final class Told implements AutoCloseable {
        private static final Pattern MISSING = Pattern.compile("lines missing in log files kind=trn count=(\\d+) .*");
        private final Logger logger = (Logger) LoggerFactory.getLogger(LogFiles.class);
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

        Told() {
            appender.list = new CopyOnWriteArrayList<>();
            appender.start();
            logger.addAppender(appender);
        }

        List<String> lines() {
            return appender.list.stream()
                    .map(ILoggingEvent::getFormattedMessage)
                    .toList();
        }

        /** How many were told to be missing, each time. */
        List<Integer> missing() {
            return lines().stream()
                    .map(MISSING::matcher)
                    .filter(Matcher::matches)
                    .map(match -> Integer.valueOf(match.group(1)))
                    .toList();
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
        }
    }

    private static final class SetClock extends Clock {
        private volatile Instant now = MOSCOW.instant();

        void forward(long millis) {
            now = now.plusMillis(millis);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return MOSCOW.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
