package esg.sip.packetlog;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files {@code KIND_YYYY-MM-DD_HH_NNNNN.log} of one directory, a new one each hour and at the size limit. For one thread. */
final class RotatedFile {
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy-MM-dd_HH");

    private final Path dir;
    private final String kind;
    private final PacketLogSettings settings;
    private final ZoneId zone;
    private final Pattern ours;
    private @Nullable OutputStream file;
    private Instant hour = Instant.EPOCH;
    private long size;

    /** @param zone by whose hours files are named */
    RotatedFile(Path dir, String kind, PacketLogSettings settings, ZoneId zone) {
        this.dir = dir;
        this.kind = kind;
        this.settings = settings;
        this.zone = zone;
        this.ours = Pattern.compile(kind + "_\\d{4}-\\d\\d-\\d\\d_\\d\\d_\\d{5}\\.log");
    }

    /** Whether a file was begun for it. */
    boolean append(Instant at, byte[] bytes) throws IOException {
        var now = at.atZone(zone).truncatedTo(ChronoUnit.HOURS).toInstant(); // hours as files are named by
        boolean begins = file == null || now.isAfter(hour) || (size > 0 && size + bytes.length > settings.maxSize());
        if (begins) next(now);
        if (file != null) file.write(bytes);
        size += bytes.length;
        return begins;
    }

    void flush() throws IOException {
        if (file != null) file.flush();
    }

    /** The next line begins another file. */
    void shut() throws IOException {
        var open = file;
        file = null;
        if (open != null) open.close();
    }

    private void next(Instant now) throws IOException {
        shut();
        Files.createDirectories(dir);
        hour = now;
        size = 0;
        file = new BufferedOutputStream(Files.newOutputStream(free(now), StandardOpenOption.CREATE_NEW), 1 << 16);
        dropOldest();
    }

    /** Never appends to a file of an earlier run and never reuses a number: sorted by name is sorted by time. */
    private Path free(Instant now) throws IOException {
        var prefix = kind + "_" + HOUR.format(now.atZone(zone)) + "_";
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
        var all = files();
        for (var path : all.subList(0, Math.max(0, all.size() - settings.maxFiles()))) Files.delete(path);
    }

    /** Our files, oldest first. */
    private List<Path> files() throws IOException {
        try (var all = Files.list(dir)) {
            return all.filter(
                            path -> ours.matcher(path.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
