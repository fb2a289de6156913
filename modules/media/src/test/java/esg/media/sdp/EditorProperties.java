package esg.media.sdp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.media.relay.MediaFailure;
import esg.media.relay.Rules;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every description an end may send. */
class EditorProperties {
    private static final Rules RULES = Rules.at(InetAddress.ofLiteral("198.51.100.1"));

    @Provide
    Arbitrary<String> lines() {
        var known = Arbitraries.of(
                "m=audio 4000 RTP/AVP 8 0",
                "m=video 4002 RTP/AVP 31",
                "m=message 7 TCP/MSRP *",
                "c=IN IP4 10.0.0.9",
                "a=sendonly",
                "a=rtcp-mux",
                "a=rtcp:4",
                "o=- 1 1 IN IP4 10.0.0.9",
                "");
        var text = Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(12);
        var unknown = Arbitraries.of("a=x", "z=", "b=")
                .flatMap(type -> text.map(rest -> type + rest.replaceAll("[\r\n]", "")));
        var line = Arbitraries.oneOf(known, unknown);
        return Arbitraries.of("\r\n", "\n")
                .flatMap(end -> line.list().ofMaxSize(15).map(all -> String.join(end, all) + end));
    }

    private static String tell(String sdp, Rules rules) {
        var bytes = sdp.getBytes(ISO_8859_1);
        var said = (Description.Session) Description.read(bytes);
        var formats = new CodecRule(rules, rules).formats(said, true);
        var ports = Collections.nCopies(formats.size(), 20_000);
        return new String(new Editor(rules, 1).tell(bytes, said, ports, formats), ISO_8859_1);
    }

    @Property(tries = 2000)
    void linesThatNameNoAddressPassByteForByte(@ForAll("lines") String lines, @ForAll boolean cut) {
        var sdp = "v=0\r\n" + (cut ? lines.stripTrailing() : lines);
        String told;
        try {
            told = tell(sdp, RULES);
        } catch (MediaFailure nothingLeft) {
            return;
        }
        assertThat(untouched(told)).isEqualTo(untouched(sdp));
    }

    /** All that is no m=, c=, o= line and none taken out, with its ends of lines. */
    private static List<String> untouched(String sdp) {
        return List.of(sdp.split("(?<=\n)")).stream()
                .filter(line -> !line.matches("(?s)([mco]=|a=rtcp).*"))
                .toList();
    }

    @Property(tries = 500)
    void whatIsToldCanBeToldAgain(@ForAll("lines") String lines) {
        var sdp = "v=0\r\n" + lines;
        try {
            var told = tell(sdp, RULES);
            assertThat(tell(told, RULES)).as("nothing more to change").isEqualTo(told);
        } catch (MediaFailure nothingLeft) {
            assertThat(sdp).contains("m=message");
        }
    }

    @Property(tries = 2000)
    void noBodyMakesItFail(@ForAll byte[] body) {
        if (!(Description.read(body) instanceof Description.Session said)) return;
        var formats = Collections.nCopies(said.media().size(), List.<String>of());
        var ports = Collections.nCopies(said.media().size(), 0);
        assertThat(new Editor(RULES, 1).tell(body, said, ports, formats)).isNotNull();
    }
}
