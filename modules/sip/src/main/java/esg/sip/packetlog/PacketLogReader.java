package esg.sip.packetlog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link FilePacketLog} has written, file by file and line by line. Nothing marks the end of a packet but the next heading: a
 * body with a line that looks like one shows as two packets.
 */
public final class PacketLogReader {
    private static final Pattern FILE = Pattern.compile("trn_(\\d{4}-\\d\\d-\\d\\d)_(\\d\\d)_\\d{5}\\.log");
    private static final Pattern HEADING = Pattern.compile("(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) <0\\.\\d+\\.0>"
            + " (Send to|Recv from) (\\w+) (\\S+:\\d+)( \\(ok\\)| \\(failed\\)| BANNED|)");
    private static final int LONGEST_HEADING = 120;

    /**
     * One packet.
     *
     * @param ok whether the socket took it; always so for one that was received
     * @param peer {@code address:port}
     * @param text the packet, a character for each byte; lines end in CRLF whatever they ended in
     */
    public record Entry(Instant at, boolean sent, boolean ok, String transport, String peer, String text) {}

    /** What is looked for: packets from one time to another, of which at most so many bytes of files are read, the oldest first. */
    public record Span(Instant from, Instant to, long mostBytes) {}

    /** Lines reach the file a moment after their time, never before. */
    private static final Duration WRITTEN_WITHIN = Duration.ofSeconds(1);

    private final Path dir;
    private final ZoneId zone;

    /** @param zone of the clock that wrote the log */
    public PacketLogReader(Path dir, ZoneId zone) {
        this.dir = dir;
        this.zone = zone;
    }

    /**
     * Reads packets in the order they were written.
     *
     * @return false when there was more to read than the span allows
     */
    public boolean read(Span span, Consumer<Entry> each) throws IOException {
        long left = span.mostBytes();
        for (var file : files()) {
            var name = FILE.matcher(file.getFileName().toString());
            if (!name.matches()) continue;
            var day = LocalDate.parse(name.group(1));
            var hour =
                    day.atTime(Integer.parseInt(name.group(2)), 0).atZone(zone).toInstant();
            if (hour.isAfter(span.to()) || hour.isBefore(span.from().minus(1, ChronoUnit.HOURS))) continue;
            try {
                if (Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(span.from().minus(WRITTEN_WITHIN))) continue;
                left -= Files.size(file);
                if (left < 0) return false;
                read(file, day, entry -> {
                    if (!entry.at().isBefore(span.from()) && !entry.at().isAfter(span.to())) each.accept(entry);
                });
            } catch (NoSuchFileException _) {
                // the oldest one, which has just made room
            }
        }
        return true;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(dir)) return List.of();
        try (var all = Files.list(dir)) {
            return all.sorted().toList();
        }
    }

    private void read(Path file, LocalDate day, Consumer<Entry> each) throws IOException {
        try (var lines = Files.newBufferedReader(file, ISO_8859_1)) {
            var packet = new StringBuilder();
            Matcher heading = null;
            boolean mayBegin =
                    true; // a heading stands at the begin, after a blank line, or after that of a banned packet
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var next = mayBegin ? heading(line) : null;
                if (next == null) {
                    packet.append(line).append("\r\n");
                    mayBegin = line.isEmpty();
                    continue;
                }
                tell(heading, day, packet, each);
                heading = next;
                packet.setLength(0);
                mayBegin = next.group(5).equals(" BANNED");
            }
            tell(heading, day, packet, each);
        }
    }

    private static @Nullable Matcher heading(String line) {
        if (line.length() > LONGEST_HEADING || line.length() < 3 || line.charAt(2) != ':') return null;
        var heading = HEADING.matcher(line);
        return heading.matches() ? heading : null;
    }

    /** A packet without the blank line behind it; banned ones have none, for their bytes are not kept. */
    private void tell(@Nullable Matcher heading, LocalDate day, StringBuilder packet, Consumer<Entry> each) {
        if (heading == null || heading.group(5).equals(" BANNED")) return;
        each.accept(new Entry(
                day.atTime(LocalTime.parse(heading.group(1))).atZone(zone).toInstant(),
                heading.group(2).equals("Send to"),
                !heading.group(5).equals(" (failed)"),
                heading.group(3),
                heading.group(4),
                packet.substring(0, Math.max(0, packet.length() - 2))));
    }
}
