package esg.sip.packetlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines of several kinds in one directory; what {@link FilePacketLogTest} shows of one kind holds for each. */
class LogFilesTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path dir = Path.of("");

    private LogFiles files(String kind) {
        return LogFiles.paused(dir, kind, new PacketLogSettings(100, 10, 2), NOON);
    }

    private static LogFiles.Line line(String text) {
        return new LogFiles.Line() {
            @Override
            public Instant at() {
                return NOON.instant();
            }

            @Override
            public byte[] bytes(ZoneId zone) {
                if (text.isEmpty()) throw new IllegalStateException("a bug");
                return text.getBytes(UTF_8);
            }
        };
    }

    private List<String> names() throws IOException {
        try (var all = Files.list(dir)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void eachKindMakesRoomForItselfOnly() throws IOException {
        try (var trn = files("trn");
                var erl = files("erl")) {
            for (int i = 0; i < 5; i++) erl.offer(line("line no. " + i));
            trn.offer(line("a packet"));
            trn.resume();
            erl.resume();
        }
        assertThat(names())
                .containsExactly(
                        "erl_2026-03-04_12_00004.log", "erl_2026-03-04_12_00005.log", "trn_2026-03-04_12_00001.log");
        assertThat(dir.resolve("erl_2026-03-04_12_00005.log")).hasContent("line no. 4");
    }

    @Test
    void aLineThatCannotBeWrittenCostsItselfOnly() throws IOException {
        try (var erl = files("erl")) {
            erl.offer(line(""));
            erl.offer(line("after"));
            erl.resume();
            await().until(() -> erl.dropped() == 1);
        }
        assertThat(dir.resolve("erl_2026-03-04_12_00001.log")).hasContent("after");
    }
}
