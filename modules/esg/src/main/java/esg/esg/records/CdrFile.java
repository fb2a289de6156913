package esg.esg.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import esg.domain.cdr.Cdr;
import esg.domain.cdr.CdrCsv;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A file for each day on which calls ended, by UTC as the times in it: {@code cdr_2026-01-02.csv}. */
final class CdrFile implements Sink {
    private static final Pattern NAME = Pattern.compile("cdr_(\\d{4}-\\d\\d-\\d\\d)\\.csv");
    private static final byte[] LINE_END = "\r\n".getBytes(UTF_8);

    private final Path folder;

    private CdrFile(Path folder) {
        this.folder = folder;
    }

    /** @throws IOException when there can be no such folder */
    static CdrFile in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new CdrFile(folder);
    }

    @Override
    public int write(List<Cdr> records) throws IOException {
        var day = day(records.getFirst());
        var sameDay = records.stream().takeWhile(cdr -> day(cdr).equals(day)).toList();
        var lines = sameDay.stream().map(CdrCsv::line).collect(Collectors.joining());
        append(folder.resolve("cdr_" + day + ".csv"), lines);
        return sameDay.size();
    }

    private static LocalDate day(Cdr cdr) {
        return LocalDate.ofInstant(cdr.times().ended(), ZoneOffset.UTC);
    }

    /** All or nothing: a disk that is full must not leave half a line. */
    private static void append(Path file, String lines) throws IOException {
        try (var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long before = channel.size();
            boolean done = false;
            try {
                channel.position(before);
                if (before == 0) write(channel, CdrCsv.header().getBytes(UTF_8));
                else if (!endsLine(channel, before))
                    write(channel, LINE_END); // a node that was killed left half a line
                write(channel, lines.getBytes(UTF_8));
                done = true;
            } finally {
                if (!done) channel.truncate(before);
            }
        }
    }

    private static boolean endsLine(FileChannel channel, long size) throws IOException {
        var last = ByteBuffer.allocate(1);
        channel.read(last, size - 1);
        return last.get(0) == '\n';
    }

    private static void write(FileChannel channel, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) channel.write(buffer);
    }

    /** Takes out files of earlier days, and says how many; nothing that has another name. */
    static int forget(Path folder, LocalDate first) throws IOException {
        if (!Files.isDirectory(folder)) return 0;
        int gone = 0;
        try (var files = Files.newDirectoryStream(folder)) {
            for (var file : files) {
                if (day(file).filter(first::isAfter).isEmpty()) continue;
                Files.deleteIfExists(file);
                gone++;
            }
        }
        return gone;
    }

    private static Optional<LocalDate> day(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        try {
            return name.matches() ? Optional.of(LocalDate.parse(name.group(1))) : Optional.empty();
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
