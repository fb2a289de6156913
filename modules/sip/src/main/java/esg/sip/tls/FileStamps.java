package esg.sip.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/** What files looked like at one time, by which a change is seen without reading them. */
record FileStamps(List<Stamp> stamps) {
    static final FileStamps NONE = new FileStamps(List.of());

    /** The file's number tells a new one that was put in its place; a link counts as what it leads to. */
    private record Stamp(Path path, FileTime modified, long size, String number) {}

    static FileStamps of(List<PemFile> files) {
        var stamps = new ArrayList<Stamp>();
        for (var file : files) stamps.add(stamp(file.path()));
        return new FileStamps(List.copyOf(stamps));
    }

    private static Stamp stamp(Path path) {
        try {
            var seen = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(path, seen.lastModifiedTime(), seen.size(), String.valueOf(seen.fileKey()));
        } catch (IOException gone) {
            return new Stamp(path, FileTime.fromMillis(0), -1, "");
        }
    }
}
