package esg.media.rtpengine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes out of an offer what its end is not to use. Done here, since rtpengine answers with a codec it was told to strip where the other end
 * takes it. Pure.
 */
final class OfferedCodecs {
    /** RFC 3551 §6: these need no rtpmap. */
    private static final Map<String, String> STATIC = Map.of(
            "0", "PCMU", "3", "GSM", "4", "G723", "8", "PCMA", "9", "G722", "13", "CN", "15", "G728", "18", "G729");

    /** They go along with a codec and are none. */
    private static final List<String> NO_CODECS = List.of("telephone-event", "CN");

    private static final Pattern SECTION = Pattern.compile("^(?=m=)", Pattern.MULTILINE);
    private static final Pattern LINE_END = Pattern.compile("(?<=\n)");
    private static final Pattern WORD_END = Pattern.compile("\\s+");
    private static final Pattern OF_FORMAT = Pattern.compile("a=(rtpmap|fmtp|rtcp-fb):(\\S+) +([^/\\s]+)[^\r\n]*\\s*");

    private OfferedCodecs() {}

    /**
     * The offer with these codecs alone in its audio. A line that has none of them stays as it is.
     *
     * @param names encoding names; none leave everything as it is
     */
    static String keep(String sdp, List<String> names) {
        if (names.isEmpty()) return sdp;
        var kept = new StringBuilder();
        for (var section : SECTION.split(sdp))
            kept.append(section.startsWith("m=audio ") ? audio(section, names) : section);
        return kept.toString();
    }

    private static String audio(String section, List<String> names) {
        var lines = LINE_END.split(section);
        var words = WORD_END.split(lines[0].strip());
        if (words.length < 4) return section;
        var encodings = encodings(lines);
        var formats = Arrays.asList(words).subList(3, words.length);
        List<String> kept = formats.stream()
                .filter(format -> isIn(names, encodings.getOrDefault(format, "")))
                .toList();
        if (kept.stream().allMatch(format -> isIn(NO_CODECS, encodings.getOrDefault(format, "")))) return section;
        var text = new StringBuilder();
        List<String> head = new ArrayList<>(Arrays.asList(words).subList(0, 3));
        head.addAll(kept);
        text.append(String.join(" ", head)).append("\r\n");
        for (var line : Arrays.asList(lines).subList(1, lines.length)) {
            var attribute = OF_FORMAT.matcher(line);
            boolean gone =
                    attribute.matches() && formats.contains(attribute.group(2)) && !kept.contains(attribute.group(2));
            if (!gone) text.append(line);
        }
        return text.toString();
    }

    private static Map<String, String> encodings(String[] lines) {
        Map<String, String> encodings = new HashMap<>(STATIC);
        for (var line : lines) {
            var attribute = OF_FORMAT.matcher(line);
            if (attribute.matches() && attribute.group(1).equals("rtpmap"))
                encodings.put(attribute.group(2), attribute.group(3));
        }
        return encodings;
    }

    private static boolean isIn(List<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }
}
