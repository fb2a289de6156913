package esg.esg.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.cdr.Cdr;
import esg.domain.cdr.CdrCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CdrFileTest {
    private static final Cdr EVENING = Samples.ended("1", "2026-01-02T23:59:59.999Z");
    private static final Cdr NIGHT = Samples.ended("2", "2026-01-03T00:00:00Z");
    private static final Cdr MORNING = Samples.ended("3", "2026-01-03T06:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private Path day(int day) {
        return folder.resolve("cdr/cdr_2026-01-0" + day + ".csv");
    }

    private CdrFile open() throws IOException {
        return CdrFile.in(folder.resolve("cdr"));
    }

    @Test
    void eachDayIsAFileWithAHeader() throws IOException {
        var file = open();
        var records = List.of(EVENING, NIGHT, MORNING);
        assertThat(file.write(records)).as("those of one day").isEqualTo(1);
        assertThat(file.write(records.subList(1, 3))).isEqualTo(2);
        assertThat(day(2)).content().isEqualTo(CdrCsv.header() + CdrCsv.line(EVENING));
        assertThat(day(3)).content().isEqualTo(CdrCsv.header() + CdrCsv.line(NIGHT) + CdrCsv.line(MORNING));
    }

    @Test
    void aNodeThatStartsAnewGoesOn() throws IOException {
        open().write(List.of(NIGHT));
        open().write(List.of(MORNING));
        assertThat(day(3)).content().isEqualTo(CdrCsv.header() + CdrCsv.line(NIGHT) + CdrCsv.line(MORNING));
    }

    @Test
    void halfALineOfANodeThatWasKilledSpoilsNoOther() throws IOException {
        open().write(List.of(NIGHT));
        Files.writeString(day(3), CdrCsv.header() + "half");
        open().write(List.of(MORNING));
        assertThat(day(3)).content().isEqualTo(CdrCsv.header() + "half\r\n" + CdrCsv.line(MORNING));
    }

    @Test
    void aFolderThatCannotBeIsSaid() throws IOException {
        Files.writeString(folder.resolve("cdr"), "a file");
        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
    }

    @Test
    void onlyItsOwnFilesAreForgotten() throws IOException {
        open().write(List.of(EVENING));
        open().write(List.of(NIGHT));
        for (var name : List.of("cdr_2026-01-01.csv.gz", "bill_2026-01-01.csv", "cdr_2026-13-01.csv"))
            Files.writeString(folder.resolve("cdr").resolve(name), "");
        assertThat(CdrFile.forget(folder.resolve("cdr"), LocalDate.of(2026, 1, 3)))
                .isEqualTo(1);
        assertThat(folder.resolve("cdr"))
                .isDirectoryNotContaining("glob:**cdr_2026-01-02.csv")
                .isDirectoryContaining("glob:**cdr_2026-01-03.csv");
        try (var files = Files.list(folder.resolve("cdr"))) {
            assertThat(files).hasSize(4);
        }
        assertThat(CdrFile.forget(folder.resolve("none"), LocalDate.MAX)).isZero();
    }
}
