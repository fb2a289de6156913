package esg.sip.packetlog;

import esg.domain.account.Transport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packet log in files {@code trn_YYYY-MM-DD_HH_NNNNN.log} of one directory, a new one each hour and at the size
 * limit. A thread of its own writes; when it cannot follow, packets are dropped and counted.
 */
public final class FilePacketLog implements PacketLog, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FilePacketLog.class);
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH");
    private static final Pattern OURS = Pattern.compile("trn_\\d{4}-\\d\\d-\\d\\d_\\d\\d_\\d{5}\\.log");
    private static final Duration TELL_EVERY = Duration.ofSeconds(10);
    private static final byte[] NOTHING = new byte[0];

    private final Path dir;
    private final PacketLogSettings settings;
    private final Clock clock;
    private final ArrayBlockingQueue<PacketLine> queue;
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;
    private volatile boolean closed;
    private @Nullable OutputStream file;
    private Instant hour = Instant.EPOCH;
    private long size;
    private boolean failing;
    private long told;
    private Instant tellAgain = Instant.EPOCH;

    private FilePacketLog(Path dir, PacketLogSettings settings, Clock clock) {
        this.dir = dir;
        this.settings = settings;
        this.clock = clock;
        this.queue = new ArrayBlockingQueue<>(settings.queue());
        this.writer = Thread.ofPlatform().daemon().name("packet-log").unstarted(this::write);
    }

    /** Starts the log. A directory that cannot be written costs log lines, not the node: it is reported and counted. */
    public static FilePacketLog open(Path dir, PacketLogSettings settings) {
        var opened = new FilePacketLog(dir, settings, Clock.system(ZoneId.systemDefault()));
        opened.writer.start();
        return opened;
    }

    /** A log whose writer has not begun, so that a test sees the queue fill. */
    static FilePacketLog paused(Path dir, PacketLogSettings settings, Clock clock) {
        return new FilePacketLog(dir, settings, clock);
    }

    void resume() {
        writer.start();
    }

    /** Packets that were not written since the start: the queue was full or the disk failed. */
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {
        var what = ok ? PacketLine.What.SENT : PacketLine.What.NOT_SENT;
        offer(what, here.transport(), remote, new PacketLine.Body(packet, worker));
    }

    @Override
    public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {
        offer(PacketLine.What.RECEIVED, here.transport(), remote, new PacketLine.Body(packet, worker));
    }

    @Override
    public void banned(Transport transport, InetSocketAddress remote, int worker) {
        offer(PacketLine.What.BANNED, transport, remote, new PacketLine.Body(NOTHING, worker));
    }

    private void offer(PacketLine.What what, Transport transport, InetSocketAddress remote, PacketLine.Body body) {
        var line = new PacketLine(clock.instant(), what, transport, remote, body);
        if (closed || !queue.offer(line)) dropped.increment();
    }

    private void write() {
        while (!closed || !queue.isEmpty()) {
            try {
                var line = queue.poll(200, TimeUnit.MILLISECONDS);
                if (line != null) append(line);
                if (queue.isEmpty() && file != null) file.flush();
            } catch (IOException failed) {
                dropped.increment();
                report(failed);
                shut();
            } catch (InterruptedException stop) {
                closed = true;
            }
            if (!clock.instant().isBefore(tellAgain)) tell();
        }
        shut();
        tell();
    }

    /** Whoever looks for a packet must know that it may not be there. */
    private void tell() {
        long missing = dropped.sum() - told;
        if (missing == 0) return;
        log.warn("packets missing in the packet log count={} dir={}", missing, dir);
        told += missing;
        tellAgain = clock.instant().plus(TELL_EVERY);
    }

    private void append(PacketLine line) throws IOException {
        var bytes = line.bytes(clock.getZone());
        var now = line.at()
                .atZone(clock.getZone())
                .truncatedTo(ChronoUnit.HOURS)
                .toInstant(); // hours as files are named by
        if (file == null || now.isAfter(hour) || (size > 0 && size + bytes.length > settings.maxSize())) next(now);
        if (file != null) file.write(bytes);
        size += bytes.length;
    }

    private void next(Instant now) throws IOException {
        shut();
        Files.createDirectories(dir);
        hour = now;
        size = 0;
        var path = free(now);
        file = new BufferedOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW), 1 << 16);
        failing = false;
        dropOldest();
    }

    /** Never appends to a file of an earlier run and never reuses a number: sorted by name is sorted by time. */
    private Path free(Instant now) throws IOException {
        var prefix = "trn_" + HOUR.format(now.atZone(clock.getZone())) + "_";
        var last = 0;
        for (var path : files()) {
            var name = path.getFileName().toString();
            if (name.startsWith(prefix)) last = Math.max(last, number(name, prefix.length()));
        }
        return dir.resolve("%s%05d.log".formatted(prefix, last + 1));
    }

    private static int number(String name, int from) {
        return Integer.parseInt(name.substring(from, name.length() - ".log".length()));
    }

    private void dropOldest() throws IOException {
        var ours = files();
        for (var path : ours.subList(0, Math.max(0, ours.size() - settings.maxFiles()))) Files.delete(path);
    }

    /** Our files, oldest first. */
    private List<Path> files() throws IOException {
        try (var all = Files.list(dir)) {
            return all.filter(
                            path -> OURS.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }

    private void report(IOException failed) {
        if (!failing) log.error("packet log failed dir={} reason={}", dir, failed.toString());
        failing = true; // once per outage, not once per packet
    }

    private void shut() {
        try {
            if (file != null) file.close();
        } catch (IOException failed) {
            report(failed);
        }
        file = null;
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
