package esg.media.sdp;

import esg.media.sdp.Description.Session;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What two ends have agreed to speak, for those who only tell of it. */
public final class AgreedCodec {
    /** Stand beside a codec and are none. */
    private static final Set<String> NO_CODECS = Set.of("TELEPHONE-EVENT", "CN", "");

    private AgreedCodec() {}

    /**
     * Encoding name of the audio, such as {@code PCMA}: the first in the answerer's order that the other named too, else its first, where
     * somebody translates.
     *
     * @param answerer what the end that answered said last; may be anything
     * @param offerer likewise
     * @return "" when there is no audio
     */
    public static String of(byte[] answerer, byte[] offerer) {
        var chosen = audio(answerer);
        var known = audio(offerer);
        return chosen.stream().filter(known::contains).findFirst().orElse(chosen.isEmpty() ? "" : chosen.getFirst());
    }

    private static List<String> audio(byte[] sdp) {
        if (!(Description.read(sdp) instanceof Session(var _, var media))) return List.of();
        return media.stream()
                .filter(line -> line.isAudio() && line.port() != 0)
                .findFirst()
                .map(line -> line.formats().stream()
                        .map(format -> line.name(format).toUpperCase(Locale.ROOT))
                        .filter(name -> !NO_CODECS.contains(name))
                        .toList())
                .orElse(List.of());
    }
}
