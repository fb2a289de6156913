package esg.media.sdp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One m= line with what belongs to it.
 *
 * @param kind {@code audio}, {@code video} and so on
 * @param port 0 for a stream that is refused or has ended
 * @param protocol {@code RTP/AVP} and others
 * @param formats in the peer's order of preference
 * @param host where the peer listens, its own c= or the session's; null when neither is there
 * @param encodings rtpmap values by format
 * @param direction the line's own or the session's, else sendrecv
 */
record MediaLine(
        String kind,
        int port,
        String protocol,
        List<String> formats,
        @Nullable String host,
        Map<String, String> encodings,
        Direction direction) {
    private static final String EVENTS = "TELEPHONE-EVENT/8000";

    MediaLine {
        formats = List.copyOf(formats);
        encodings = Map.copyOf(encodings);
    }

    /** The first three words of its m= line, which may hold more than we read. */
    String kindAndPort(String line) {
        return String.join(" ", List.of(line.split("\\s+", 4)).subList(0, 3));
    }

    boolean isAudio() {
        return kind.equals("audio");
    }

    /** Audio over plain RTP that has not ended. */
    boolean isUsable() {
        return isAudio() && port != 0 && protocol.equals("RTP/AVP");
    }

    /** A format of the line that we speak. */
    record Choice(Codec codec, int payloadType) {}

    /** The first we know, since the list stands in order of preference (RFC 3264 §5.1); empty when we know none. */
    Optional<Choice> choice() {
        for (var format : formats) {
            var type = number(format);
            var codec = Codec.of(encoding(format));
            if (type.isPresent() && codec.isPresent()) return Optional.of(new Choice(codec.get(), type.get()));
        }
        return Optional.empty();
    }

    /** Number of the key presses (RFC 4733), if the peer sends them. */
    Optional<Integer> events() {
        return formats.stream()
                .filter(format -> encoding(format).equalsIgnoreCase(EVENTS))
                .findFirst()
                .flatMap(MediaLine::number);
    }

    private String encoding(String format) {
        var named = encodings.get(format);
        if (named != null) return named;
        return switch (format) { // static numbers need no rtpmap (RFC 3551 §6)
            case "0" -> Codec.PCMU.encoding();
            case "8" -> Codec.PCMA.encoding();
            default -> "";
        };
    }

    private static Optional<Integer> number(String format) {
        return format.matches("\\d{1,3}") && Integer.parseInt(format) < 128
                ? Optional.of(Integer.parseInt(format))
                : Optional.empty();
    }
}
