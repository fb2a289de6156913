package esg.media.sdp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers an offer for somebody who is not asked, with what he last said (RFC 3264 §6): his codecs as far as the offer still has them,
 * under the same numbers, and his direction as far as the offer allows it.
 */
public final class RepeatedAnswer {
    private RepeatedAnswer() {}

    /** Empty when nothing of what he said fits the offer. */
    public static Optional<byte[]> to(byte[] offer, byte[] last) {
        if (!(Description.read(offer) instanceof Description.Session offered)
                || !(Description.read(last) instanceof Description.Session said)) return Optional.empty();
        var parts = Part.of(new String(last, StandardCharsets.UTF_8));
        var lines = new ArrayList<>(parts.getFirst().lines);
        lines.removeIf(line -> line.startsWith("t=") || isDirection(line));
        for (var time : offered.times()) lines.add("t=" + time);
        boolean fits = false;
        for (int i = 0; i < offered.media().size(); i++) {
            var asked = offered.media().get(i);
            var own = i < said.media().size() ? said.media().get(i) : null;
            var common = own == null ? List.<String>of() : common(asked, own);
            if (own == null || common.isEmpty()) {
                lines.add("m=" + asked.kind() + " 0 " + asked.protocol() + " " + String.join(" ", asked.formats()));
            } else {
                fits = true;
                parts.get(i + 1).write(lines, own, common, asked.direction().reversed());
            }
        }
        boolean ended = !offered.media().isEmpty() && offered.media().stream().allMatch(line -> line.port() == 0);
        return fits || ended ? Optional.of(text(lines)) : Optional.empty();
    }

    private static byte[] text(List<String> lines) {
        return (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Formats that mean the same on both sides; none where the line is refused, or another kind of line. */
    private static List<String> common(MediaLine asked, MediaLine own) {
        if (asked.port() == 0
                || own.port() == 0
                || !asked.kind().equals(own.kind())
                || !asked.protocol().equals(own.protocol())) return List.of();
        return own.formats().stream()
                .filter(format -> asked.formats().contains(format) && same(format, asked.encodings(), own.encodings()))
                .toList();
    }

    /** A number without rtpmap is a static one, which means the same to all (RFC 3551 §6). */
    private static boolean same(String format, Map<String, String> asked, Map<String, String> own) {
        var one = asked.get(format);
        var other = own.get(format);
        return one == null || other == null || one.equalsIgnoreCase(other);
    }

    private static boolean isDirection(String line) {
        return line.startsWith("a=") && Direction.of(line.substring(2)).isPresent();
    }

    /** Lines before the first m=, or from one m= to the next. */
    private record Part(List<String> lines) {
        static List<Part> of(String text) {
            var parts = new ArrayList<Part>();
            parts.add(new Part(new ArrayList<>()));
            text.lines().filter(line -> !line.isBlank()).forEach(line -> {
                if (line.startsWith("m=")) parts.add(new Part(new ArrayList<>()));
                parts.getLast().lines.add(line.stripTrailing());
            });
            return parts;
        }

        void write(List<String> into, MediaLine own, List<String> formats, Direction most) {
            into.add(own.kindAndPort(lines.getFirst()) + " " + String.join(" ", formats));
            Set<String> gone = new HashSet<>(own.formats());
            formats.forEach(gone::remove);
            for (var line : lines.subList(1, lines.size()))
                if (!isDirection(line) && !speaksOf(line, gone)) into.add(line);
            into.add("a=" + own.direction().within(most).token());
        }

        /** rtpmap, fmtp and rtcp-fb of a format that is gone. */
        private static boolean speaksOf(String line, Set<String> formats) {
            int colon = line.indexOf(':');
            if (colon < 0 || !List.of("a=rtpmap", "a=fmtp", "a=rtcp-fb").contains(line.substring(0, colon)))
                return false;
            return formats.contains(line.substring(colon + 1).strip().split("\\s+", 2)[0]);
        }
    }
}
