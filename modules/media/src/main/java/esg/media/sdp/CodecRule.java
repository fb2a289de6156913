package esg.media.sdp;

import esg.media.relay.MediaFailure;
import esg.media.relay.Rules;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which formats of an offer or answer go on to the other end. Nothing is transcoded, so both ends must be allowed a codec. */
public final class CodecRule {
    /** These say nothing by themselves. */
    private static final Set<String> BESIDE_SPEECH = Set.of("TELEPHONE-EVENT", "CN", "RED");

    private final List<String> to;
    private final List<String> from;

    /**
     * Of two ends.
     *
     * @param to who is told
     * @param from who said it
     */
    public CodecRule(Rules to, Rules from) {
        this.to = upper(to.codecs());
        this.from = upper(from.codecs());
    }

    private static List<String> upper(List<String> names) {
        return names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    }

    /**
     * Formats by m= line; none for a line that is refused: it has ended, is no UDP, or no codec of it is left.
     *
     * @param isOffer whether the order is ours to choose; an answer keeps its own (RFC 3264 §6.1)
     * @throws MediaFailure when there was something to relay, and nothing is left
     */
    public List<List<String>> formats(Description.Session said, boolean isOffer) {
        var kept = said.media().stream().map(line -> formats(line, isOffer)).toList();
        boolean wanted = said.media().stream().anyMatch(line -> line.port() != 0);
        if (wanted && kept.stream().allMatch(List::isEmpty))
            throw new MediaFailure(MediaFailure.Kind.DESCRIPTION, "no codec or transport of it is allowed here");
        return kept;
    }

    private List<String> formats(MediaLine line, boolean isOffer) {
        if (!line.isDatagrams()) return List.of();
        if (!line.isAudio() || to.isEmpty() && from.isEmpty()) return line.formats();
        var allowed = line.formats().stream()
                .filter(format -> isAllowed(line, format))
                .toList();
        if (allowed.stream().noneMatch(format -> isSpeech(line, format))) return List.of();
        var spoken = allowed.stream()
                .filter(format -> isSpeech(line, format)
                        || isSpoken(line, allowed, line.rate(format))
                        || !hasTwin(line, allowed, format))
                .toList();
        return isOffer && !to.isEmpty()
                ? spoken.stream()
                        .sorted(Comparator.comparingInt(format -> to.indexOf(name(line, format))))
                        .toList()
                : spoken;
    }

    private boolean isAllowed(MediaLine line, String format) {
        var name = name(line, format);
        return (to.isEmpty() || to.contains(name)) && (from.isEmpty() || from.contains(name));
    }

    private static boolean isSpeech(MediaLine line, String format) {
        return !BESIDE_SPEECH.contains(name(line, format));
    }

    /** Events and comfort noise share the clock of the speech they stand beside (RFC 4733 §2.1). */
    private static boolean isSpoken(MediaLine line, List<String> allowed, int rate) {
        return allowed.stream().anyMatch(format -> isSpeech(line, format) && line.rate(format) == rate);
    }

    /** Whether the same is there with a clock that fits better. */
    private static boolean hasTwin(MediaLine line, List<String> allowed, String format) {
        return allowed.stream()
                .anyMatch(other ->
                        name(line, other).equals(name(line, format)) && isSpoken(line, allowed, line.rate(other)));
    }

    private static String name(MediaLine line, String format) {
        return line.name(format).toUpperCase(Locale.ROOT);
    }
}
