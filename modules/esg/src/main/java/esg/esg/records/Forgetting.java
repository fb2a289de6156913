package esg.esg.records;

import esg.domain.cdr.CdrStore;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.esg.settings.RecordSettings;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes out what is older than it may be, in parts so small that nobody waits behind one. Several nodes may do it at once. */
record Forgetting(RecordSettings settings, CdrStore store, Path folder, InstantSource clock) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);
    private static final int PART = 1_000;

    @Override
    public void run() {
        try {
            table(clock.instant().minus(settings.retention()));
        } catch (StoreUnavailable e) {
            LOG.warn("old records stay in the table for now reason=\"{}\"", e.getMessage());
        } catch (RuntimeException bug) { // thrown on, it would end all forgetting
            LOG.error("old records stay in the table", bug);
        }
        try {
            files(clock.instant().minus(settings.fileRetention()));
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("old files of records stay folder={} reason=\"{}\"", folder, e.toString());
        }
    }

    private void table(Instant before) {
        long gone = 0;
        int part = PART;
        while (part == PART && !Thread.currentThread().isInterrupted()) {
            part = store.forget(before, PART);
            gone += part;
        }
        if (gone > 0) LOG.info("records forgotten count={} older={}", gone, settings.retention());
    }

    private void files(Instant before) throws IOException {
        int gone = CdrFile.forget(folder, LocalDate.ofInstant(before, ZoneOffset.UTC));
        if (gone > 0) LOG.info("files of records forgotten count={} older={}", gone, settings.fileRetention());
    }
}
