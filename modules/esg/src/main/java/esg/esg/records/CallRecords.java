package esg.esg.records;

import esg.domain.cdr.Cdr;
import esg.domain.cdr.CdrStore;
import esg.esg.records.RecordWriter.Patience;
import esg.esg.settings.RecordSettings;
import esg.esg.settings.StartFailure;
import esg.trunk.call.CallView;
import esg.trunk.cdr.Cdrs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down calls of this node (esg.records). Nothing here is waited for by a call. */
public final class CallRecords implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallRecords.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);
    /** By then a media gateway elsewhere has said what it heard. */
    private static final long LAST_FIGURES_MILLIS = 300;

    private static final long FORGET_FIRST_MINUTES = 10;
    private static final long FORGET_EVERY_MINUTES = TimeUnit.DAYS.toMinutes(1);

    /** Names of where records go, as metrics have them. */
    public static final List<String> PLACES = List.of("database", "file");

    private final String node;
    private final Map<String, RecordWriter> writers = new LinkedHashMap<>();
    private final ScheduledThreadPoolExecutor ended;
    private final ScheduledThreadPoolExecutor forgetting;

    private CallRecords(String node) {
        this.node = node;
        this.ended = scheduler("records");
        this.forgetting = scheduler("records-forgetting");
    }

    private static ScheduledThreadPoolExecutor scheduler(String name) {
        var threads = Thread.ofPlatform().daemon().name(name).factory();
        return new ScheduledThreadPoolExecutor(1, threads, new DiscardPolicy());
    }

    /**
     * Begins to write.
     *
     * @param node this one, {@code name@address}
     * @param folder of its files
     * @throws StartFailure when there can be no such folder
     */
    public static CallRecords start(RecordSettings settings, String node, Path folder, CdrStore store)
            throws StartFailure {
        var records = new CallRecords(node);
        var patience = new Patience(settings.queue(), FIRST_PAUSE, LONGEST_PAUSE, LAST_WRITES);
        if (settings.file()) records.write("file", file(folder), patience);
        if (settings.database()) {
            records.write(
                    "database",
                    batch -> {
                        store.append(batch);
                        return batch.size();
                    },
                    patience);
        }
        var old = new Forgetting(settings, store, folder, InstantSource.system());
        var _ = records.forgetting.scheduleWithFixedDelay(
                old, FORGET_FIRST_MINUTES, FORGET_EVERY_MINUTES, TimeUnit.MINUTES);
        return records;
    }

    private static Sink file(Path folder) throws StartFailure {
        try {
            return CdrFile.in(folder);
        } catch (IOException e) {
            throw new StartFailure(
                    "records of calls cannot be kept in " + folder + ": " + e
                            + " (esg.log-dir; esg.records.file = off goes without)",
                    e);
        }
    }

    private void write(String place, Sink sink, Patience patience) {
        writers.put(place, RecordWriter.start(place, sink, patience));
    }

    /** A call has ended, or was refused. Any thread; returns at once. */
    public void over(Supplier<CallView> call) {
        if (writers.isEmpty()) return;
        var _ = ended.schedule(() -> tell(call), LAST_FIGURES_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tell(Supplier<CallView> call) {
        Cdr cdr;
        try {
            cdr = Cdrs.of(call.get(), node);
        } catch (RuntimeException bug) {
            LOG.error("a call without a record", bug);
            for (var writer : writers.values()) writer.lost("an error");
            return;
        }
        for (var writer : writers.values()) writer.offer(cdr);
    }

    /**
     * What became of records.
     *
     * @param place one of {@link #PLACES}
     * @param what {@code written}, {@code dropped}, or {@code waiting} now
     */
    public long count(String place, String what) {
        var writer = writers.get(place);
        if (writer == null) return 0;
        return switch (what) {
            case "written" -> writer.written();
            case "dropped" -> writer.dropped();
            case "waiting" -> writer.waiting();
            default -> throw new IllegalArgumentException(what);
        };
    }

    /** Writes what there is, if that is soon done. */
    @Override
    public void close() {
        forgetting.shutdownNow();
        ended.shutdown(); // what is scheduled is still done
        try {
            if (!ended.awaitTermination(2 * LAST_FIGURES_MILLIS, TimeUnit.MILLISECONDS))
                LOG.warn("records of the last calls are lost");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writers.values().forEach(RecordWriter::close);
    }
}
