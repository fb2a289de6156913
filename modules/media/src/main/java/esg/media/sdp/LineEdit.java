package esg.media.sdp;

import esg.media.relay.Rules;
import esg.media.sdp.Text.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What changes in the lines of one m= line. */
final class LineEdit {
    /** {@code m=audio} and blanks, port, {@code RTP/AVP}, formats. */
    private static final Pattern MEDIA = Pattern.compile("(m=\\s*\\S+\\s+)(\\S+)(\\s+\\S+)(\\s+.*)");

    private static final Pattern OF_FORMAT = Pattern.compile("(?:rtpmap|fmtp|rtcp-fb):\\s*(\\S+).*");

    private final MediaLine said;
    private final int port;
    private final List<String> formats;
    private final Rules rules;
    private final Set<String> removed;

    LineEdit(MediaLine said, int port, List<String> formats, Rules rules) {
        this.said = said;
        this.port = port;
        this.formats = formats;
        this.rules = rules;
        this.removed = formats.isEmpty() ? Set.of() : new HashSet<>(said.formats());
        if (!formats.isEmpty()) formats.forEach(removed::remove);
    }

    List<Line> apply(List<Line> block) {
        var told = new ArrayList<Line>();
        for (var line : block) {
            if (Editor.isTakenOut(line) || isOfRemoved(line) || isOldPtime(line) || port == 0 && isRtcp(line)) continue;
            told.add(edited(line));
        }
        if (asksForPtime()) told.add(head(told, "micbk"), told.getFirst().with("a=ptime:" + rules.ptime()));
        if (said.host() == null && port != 0)
            told.add(head(told, "mi"), told.getFirst().with("c=" + Origin.at(rules.address())));
        return told;
    }

    private Line edited(Line line) {
        if (line.is('m')) return media(line);
        if (isRtcp(line)) return line.with("a=rtcp:" + (port + 1));
        return Editor.atOurAddress(line, rules);
    }

    private static boolean isRtcp(Line line) {
        return line.is('a') && line.value().startsWith("rtcp:");
    }

    private Line media(Line line) {
        var parts = MEDIA.matcher(line.text());
        if (said.port() == 0 || !parts.matches()) return line;
        return line.with(parts.group(1) + port + parts.group(3) + formats(parts));
    }

    private String formats(Matcher parts) {
        boolean same = formats.isEmpty() || formats.equals(said.formats());
        return same ? parts.group(4) : " " + String.join(" ", formats);
    }

    private boolean isOfRemoved(Line line) {
        if (removed.isEmpty() || !line.is('a')) return false;
        var format = OF_FORMAT.matcher(line.value());
        return format.matches() && removed.contains(format.group(1));
    }

    private boolean asksForPtime() {
        return rules.ptime() > 0 && port != 0 && said.isAudio() && said.isRtp();
    }

    private boolean isOldPtime(Line line) {
        return asksForPtime() && line.is('a') && line.value().startsWith("ptime:");
    }

    /** Behind the lines of these types that a block begins with (RFC 8866 §9). */
    private static int head(List<Line> block, String types) {
        int at = 0;
        while (at < block.size() && block.get(at).isOneOf(types)) at++;
        return at;
    }
}
