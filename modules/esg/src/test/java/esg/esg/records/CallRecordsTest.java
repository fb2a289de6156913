package esg.esg.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr;
import esg.domain.cdr.CdrFilter;
import esg.domain.cdr.CdrOrder;
import esg.domain.cdr.CdrStore;
import esg.esg.settings.RecordSettings;
import esg.esg.settings.StartFailure;
import esg.media.relay.MediaFigures;
import esg.media.relay.MediaRelay.End;
import esg.trunk.call.CallDetail;
import esg.trunk.call.CallView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecordsTest {
    private static final Instant STARTED = Instant.parse("2026-01-02T03:04:05Z");
    private final List<Cdr> table = new CopyOnWriteArrayList<>();
    private final List<Instant> forgotten = new CopyOnWriteArrayList<>();
    private int old = 2_500;

    @TempDir
    Path folder = Path.of("");

    private final CdrStore store = new CdrStore() {
        @Override
        public int append(List<Cdr> records) {
            table.addAll(records);
            return records.size();
        }

        @Override
        public Found list(CdrFilter filter, CdrOrder order, int limit, int offset) {
            return new Found(table, table.size());
        }

        @Override
        public Optional<Cdr> find(String id) {
            return Optional.empty();
        }

        @Override
        public List<Cdr> legs(Set<String> callIds) {
            return List.of();
        }

        @Override
        public List<Cdr> after(Optional<Place> place, CdrFilter filter, int limit) {
            return List.of();
        }

        @Override
        public int forget(Instant before, int most) {
            forgotten.add(before);
            int gone = Math.min(old, most);
            old -= gone;
            return gone;
        }
    };

    private static RecordSettings settings(boolean database, boolean file) {
        return new RecordSettings(database, file, Duration.ofDays(2), Duration.ofDays(3), 100);
    }

    private static CallView view(MediaFigures media) {
        return new CallView(
                "c1",
                new AccountId("acme.example", "p1"),
                "in",
                "200",
                "100",
                "ended",
                STARTED,
                STARTED.plusSeconds(2),
                STARTED.plusSeconds(9),
                List.of("c1", "c2"),
                200,
                "caller hung up",
                media,
                "",
                CallDetail.NONE);
    }

    private static MediaFigures heard(int packets) {
        return new MediaFigures(
                List.of(new MediaFigures.Stream(End.CALLER, 0, "audio", "192.0.2.1:4000", packets, 1, 1, 1.26, 0, 1)));
    }

    /** rtpengine tells what it heard when the session is over. */
    @Test
    void aCallIsWrittenToBothWithTheLastFigures() throws StartFailure, IOException {
        var last = new AtomicBoolean();
        try (var records = CallRecords.start(settings(true, true), "esg1@127.0.0.1", folder, store)) {
            records.over(() -> view(heard(last.get() ? 50 : 1)));
            last.set(true);
            await().until(() -> records.count("database", "written") == 1 && records.count("file", "written") == 1);
            assertThat(records.count("database", "dropped")).isZero();
        }
        assertThat(table).singleElement().satisfies(cdr -> {
            assertThat(cdr.node()).isEqualTo("esg1@127.0.0.1");
            assertThat(cdr.media()).isEqualTo(new Cdr.Media(new Cdr.Heard(50, 1, 1.3), new Cdr.Heard(0, 0, 0), ""));
        });
        assertThat(Files.readString(folder.resolve("cdr_2026-01-02.csv")))
                .contains(table.getFirst().id());
    }

    @Test
    void whatHasJustEndedIsWrittenBeforeTheNodeDoes() throws StartFailure {
        try (var records = CallRecords.start(settings(true, false), "esg1@127.0.0.1", folder, store)) {
            records.over(() -> view(MediaFigures.NONE));
        }
        assertThat(table).hasSize(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void switchedOffItWritesNothing() throws StartFailure {
        try (var records = CallRecords.start(settings(false, false), "esg1@127.0.0.1", folder, store)) {
            records.over(() -> view(MediaFigures.NONE));
            assertThat(records.count("database", "waiting")).isZero();
        }
        assertThat(table).isEmpty();
    }

    @Test
    void aFolderThatCannotBeIsNamedAtTheStart() throws IOException {
        var file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> CallRecords.start(settings(true, true), "n", file.resolve("cdr"), store)
                        .close())
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("file/cdr")
                .hasMessageContaining("esg.log-dir");
    }

    @Test
    void whatIsTooOldIsForgottenInParts() throws IOException {
        for (int day = 1; day <= 9; day++) Files.writeString(folder.resolve("cdr_2026-01-0" + day + ".csv"), "");
        var now = Instant.parse("2026-01-09T12:00:00Z");
        new Forgetting(settings(true, true), store, folder, InstantSource.fixed(now)).run();
        assertThat(old).isZero();
        assertThat(forgotten).hasSize(3).containsOnly(now.minus(Duration.ofDays(2)));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "cdr_2026-01-06.csv", "cdr_2026-01-07.csv", "cdr_2026-01-08.csv", "cdr_2026-01-09.csv");
        }
    }
}
