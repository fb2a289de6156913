package esg.media.sdp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import esg.media.relay.Rules;
import esg.media.sdp.Text.Line;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells one end what the other has said, with its media at our address. Changes what names addresses, ports and codecs; all other lines
 * pass byte for byte, those nobody knows too. Confined to its session.
 */
public final class Editor {
    private final Rules rules;
    private final Origin origin;

    /**
     * Nothing is told yet.
     *
     * @param rules of the end that is told
     * @param id of the session as it is told, unique for us
     */
    public Editor(Rules rules, long id) {
        this.rules = rules;
        this.origin = new Origin(rules.address(), id);
    }

    /**
     * The description for this end.
     *
     * @param sdp what the other end says, which must have been read as {@code said}
     * @param ports of ours by m= line, 0 to refuse it; RTCP is on the next one
     * @param formats that are left of each line, see {@link CodecRule}
     */
    public byte[] tell(byte[] sdp, Description.Session said, List<Integer> ports, List<List<String>> formats) {
        var text = Text.of(sdp);
        var blocks = new ArrayList<List<Line>>();
        blocks.add(text.blocks().getFirst().stream()
                .filter(line -> !isTakenOut(line))
                .map(this::atOurAddress)
                .toList());
        for (int i = 0; i < said.media().size(); i++) {
            var edit = new LineEdit(said.media().get(i), ports.get(i), formats.get(i), rules);
            blocks.add(edit.apply(text.blocks().get(i + 1)));
        }
        return named(new Text(blocks)).toString().getBytes(ISO_8859_1);
    }

    /** ICE candidates name addresses of the other end, and we are no ICE agent (RFC 8839 §4.4); we relay each line on ports of its own. */
    static boolean isTakenOut(Line line) {
        if (!line.is('a')) return false;
        var value = line.value().toLowerCase(Locale.ROOT);
        int colon = value.indexOf(':');
        return switch (colon < 0 ? value : value.substring(0, colon)) {
            case "candidate", "remote-candidates", "end-of-candidates" -> true;
            case "rtcp-mux", "rtcp-mux-only", "bundle-only" -> true; // RFC 5761, RFC 8858, RFC 9143
            case "source-filter", "altc" -> true; // RFC 4570, RFC 6947: other addresses
            case "group" -> value.startsWith("group:bundle");
            case String name -> name.startsWith("ice-");
        };
    }

    private Line atOurAddress(Line line) {
        return atOurAddress(line, rules);
    }

    /** Who listens nowhere is still to be heard as such (RFC 3264 §8.4), in the words of the other family if need be. */
    static Line atOurAddress(Line line, Rules rules) {
        if (!line.is('c')) return line;
        var words = line.value().split("\\s+");
        var listens = words.length == 3 ? MediaLine.literal(words[2]) : null;
        if (listens == null || !listens.isAnyLocalAddress()) return line.with("c=" + Origin.at(rules.address()));
        boolean six = rules.address() instanceof Inet6Address;
        if (six == listens instanceof Inet6Address) return line;
        return line.with(six ? "c=IN IP6 ::" : "c=IN IP4 0.0.0.0");
    }

    private Text named(Text told) {
        var session = told.blocks().getFirst();
        var theirs = session.stream().filter(line -> line.is('o')).findFirst().orElse(null);
        if (theirs == null) return told;
        var others = new ArrayList<>(told.blocks());
        others.set(0, session.stream().filter(line -> !line.equals(theirs)).toList());
        var ours = origin.line(new Text(others).toString());
        others.set(
                0,
                session.stream()
                        .map(line -> line.equals(theirs) ? line.with(ours) : line)
                        .toList());
        return new Text(others);
    }
}
