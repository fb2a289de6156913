package esg.media.sdp;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads line by line (RFC 8866 §5); what we have no use for is passed over. */
final class DescriptionReader {
    private static final Description NO_VERSION = new Description.Unreadable("does not begin with v=0");

    private final List<String> times = new ArrayList<>();
    private final List<MediaLine> media = new ArrayList<>();
    private @Nullable String sessionHost;
    private Direction sessionDirection = Direction.SENDRECV;
    private @Nullable Begun begun;

    private DescriptionReader() {}

    static Description read(String text) {
        var lines = text.lines().filter(line -> !line.isBlank()).toList();
        if (lines.isEmpty() || !lines.getFirst().strip().equals("v=0")) return NO_VERSION;
        var reader = new DescriptionReader();
        for (var line : lines) {
            if (line.length() < 2 || line.charAt(1) != '=')
                return new Description.Unreadable("no line of SDP: " + shown(line));
            if (!reader.line(line.charAt(0), line.substring(2).strip()))
                return new Description.Unreadable("cannot be read: " + shown(line));
        }
        reader.end();
        return new Description.Session(reader.times, reader.media);
    }

    /** For a Reason header: short, and nothing but text. */
    private static String shown(String line) {
        return line.substring(0, Math.min(line.length(), 60)).replaceAll("[^ -~]", "?");
    }

    private boolean line(char type, String value) {
        switch (type) {
            case 't' -> times.add(value);
            case 'm' -> {
                return media(value);
            }
            case 'c' -> {
                return connection(value);
            }
            case 'a' -> attribute(value);
            default -> {}
        }
        return true;
    }

    /** {@code audio 49170/2 RTP/AVP 0 8} */
    private boolean media(String value) {
        var words = value.split("\\s+");
        if (words.length < 4 || !words[1].matches("\\d{1,5}(/\\d{1,5})?")) return false;
        int slash = words[1].indexOf('/');
        int port = Integer.parseInt(slash < 0 ? words[1] : words[1].substring(0, slash));
        if (port > 65_535) return false;
        end();
        begun = new Begun(words[0], port, words[2], List.of(words).subList(3, words.length));
        return true;
    }

    /** {@code IN IP4 192.0.2.1/127} */
    private boolean connection(String value) {
        var words = value.split("\\s+");
        if (words.length != 3) return false;
        int slash = words[2].indexOf('/');
        var host = slash < 0 ? words[2] : words[2].substring(0, slash);
        var line = begun;
        if (line == null) sessionHost = host;
        else line.host = host;
        return true;
    }

    private void attribute(String value) {
        var line = begun;
        var direction = Direction.of(value);
        if (direction.isPresent()) {
            if (line == null) sessionDirection = direction.get();
            else line.direction = direction.get();
        } else if (line != null && value.startsWith("rtpmap:")) {
            var words = value.substring("rtpmap:".length()).strip().split("\\s+");
            if (words.length == 2) line.encodings.put(words[0], words[1]);
        } else if (line != null && value.startsWith("rtcp:")) {
            line.rtcp = value.substring("rtcp:".length());
        }
    }

    /** The line begun is complete when the next one begins, or nothing more follows. */
    private void end() {
        var line = begun;
        if (line == null) return;
        media.add(new MediaLine(
                line.kind,
                line.port,
                line.protocol,
                line.formats,
                line.host == null ? sessionHost : line.host,
                line.encodings,
                line.direction == null ? sessionDirection : line.direction,
                line.rtcp));
        begun = null;
    }

    private static final class Begun {
        private final String kind;
        private final int port;
        private final String protocol;
        private final List<String> formats;
        private final Map<String, String> encodings = new HashMap<>();
        private @Nullable String host;
        private @Nullable Direction direction;
        private String rtcp = "";

        Begun(String kind, int port, String protocol, List<String> formats) {
            this.kind = kind;
            this.port = port;
            this.protocol = protocol;
            this.formats = formats;
        }
    }
}
