package esg.sip.packetlog;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lines on their way to files {@code KIND_YYYY-MM-DD_HH_NNNNN.log} of one directory. A thread of its own writes; when it cannot follow, lines are
 * dropped and counted.
 */
public final class LogFiles implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LogFiles.class);
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);

    /** What is to be written. Its bytes are made on the thread that writes. */
    public interface Line {
        Instant at();

        /**
         * The line, its end included.
         *
         * @param zone of the times in it
         */
        byte[] bytes(ZoneId zone);
    }

    private final Path dir;
    private final String kind;
    private final Clock clock;
    private final RotatedFile file;
    private final ArrayBlockingQueue<Line> queue;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean closed;
    private boolean failing;
    private long told;
    private Instant tellAgain = Instant.EPOCH;

    private LogFiles(Path dir, String kind, PacketLogSettings settings, Clock clock) {
        this.dir = dir;
        this.kind = kind;
        this.clock = clock;
        this.file = new RotatedFile(dir, kind, settings, clock.getZone());
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.writer = Thread.ofPlatform().daemon().name(kind + "-log").unstarted(this::write);
    }

    /**
     * Starts it. A directory that cannot be written costs log lines, not the node: it is reported and counted.
     *
     * @param kind first letters of the files' names
     */
    public static LogFiles open(Path dir, String kind, PacketLogSettings settings) {
        var opened = paused(dir, kind, settings, Clock.system(ZoneId.systemDefault()));
        opened.resume();
        return opened;
    }

    /** One whose writer has not begun, so that a test sees the queue fill. */
    static LogFiles paused(Path dir, String kind, PacketLogSettings settings, Clock clock) {
        return new LogFiles(dir, kind, settings, clock);
    }

    void resume() {
        writer.start();
    }

    /** Lines that were not written since the start: the queue was full or the disk failed. */
    public long dropped() {
        return dropped.sum();
    }

    /** For any thread; returns at once. */
    public void offer(Line line) {
        if (closed || !queue.offer(line)) dropped.increment();
    }

    private void write() {
        while (!closed || !queue.isEmpty()) {
            try {
                var line = queue.poll(200, TimeUnit.MILLISECONDS);
                if (line != null && file.append(line.at(), line.bytes(clock.getZone()))) failing = false;
                if (queue.isEmpty()) file.flush();
            } catch (IOException failed) {
                dropped.increment();
                report(failed);
                shut();
            } catch (RuntimeException bug) { // one line that finds a bug must not end all others
                dropped.increment();
                log.error("line cannot be written kind={}", kind, bug);
            } catch (InterruptedException stop) {
                closed = true;
            }
            if (!clock.instant().isBefore(tellAgain)) tell();
        }
        shut();
        tell();
    }

    /** Whoever looks for a line must know that it may not be there. */
    private void tell() {
        long missing = dropped.sum() - told;
        if (missing == 0) return;
        log.warn("lines missing in log files kind={} count={} dir={}", kind, missing, dir);
        told += missing;
        tellAgain = clock.instant().plus(TELL_EVERY);
    }

    private void report(IOException failed) {
        if (!failing) log.error("log files failed kind={} dir={} reason={}", kind, dir, failed.toString());
        failing = true; // once per outage, not once per line
    }

    private void shut() {
        try {
            file.shut();
        } catch (IOException failed) {
            report(failed);
        }
    }

    /** Writes what waits, at most for two seconds. */
    @Override
    public void close() {
        closed = true;
        try {
            if (writer.isAlive()) writer.join(2_000);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
