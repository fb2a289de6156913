package esg.sip.alg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Outline;
import java.net.InetAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** ALG-02, ALG-04 for packets of all kinds. */
class AlgProperties {
    private static final Alg ALG = Alg.of(List.of(
            pair("10.0.0.1", "192.0.2.177"), pair("10.0.0.14", "5.6.7.8"), pair("fd00::14", "2001:db8:0:1::5")));

    private static AlgPair pair(String gray, String white) {
        return new AlgPair(InetAddress.ofLiteral(gray), InetAddress.ofLiteral(white));
    }

    /** The way there and back leaves no trace in a packet that did not name a white address. */
    @Property
    void thereAndBackIsTheSame(@ForAll("packets") String packet) {
        var bytes = packet.getBytes(ISO_8859_1);
        assertThat(new String(ALG.incoming(ALG.outgoing(bytes)), ISO_8859_1)).isEqualTo(packet);
    }

    /** Content-Length is right whenever it was before. */
    @Property
    void theLengthStaysRight(@ForAll("packets") String packet) {
        var wire = ALG.outgoing(packet.getBytes(ISO_8859_1));
        var outline = Outline.of(wire);
        assertThat(outline.bodyEnd()).isEqualTo(wire.length);
        assertThat(outline.length()).isEqualTo(wire.length - outline.bodyStart());
    }

    /** IPv4 as a plain search finds it that tries every place. */
    @Property
    void findsWhatATryAtEveryPlaceFinds(@ForAll("texts") String text) {
        var naive = text;
        var word = "[A-Za-z0-9_.]";
        for (var pair : List.of(List.of("10.0.0.1", "@one@"), List.of("10.0.0.14", "@two@"))) {
            var whole = "(?<!" + word + ")" + pair.getFirst().replace(".", "[.]") + "(?!" + word + ")";
            naive = naive.replaceAll(whole, pair.getLast());
        }
        naive = naive.replace("@one@", "192.0.2.177").replace("@two@", "5.6.7.8");
        var four = Alg.of(List.of(pair("10.0.0.1", "192.0.2.177"), pair("10.0.0.14", "5.6.7.8")));
        assertThat(four.outgoing(text)).isEqualTo(naive);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(
                        "10.0.0.1", "10.0.0.14", "10.0.0.", "1", "0", ".", ":", " ", "4", "a", "_", "-", ";", "\n")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private static Arbitrary<String> values() {
        var part = Arbitraries.of(
                "10.0.0.1",
                "10.0.0.14",
                "10.0.0.144",
                "fd00::14",
                "[fd00::14]",
                "fd00::14:1",
                "sip:",
                ":",
                ";x=",
                "@",
                " ",
                "1",
                ".",
                "a",
                "12:34:56",
                ",",
                "::",
                "z9hG4bK");
        return part.list().ofMaxSize(12).map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> packets() {
        var lines = values().map(value -> "X-A: x" + value + "\r\n")
                .list()
                .ofMaxSize(5)
                .map(all -> String.join("", all));
        var types =
                Arbitraries.of("", "Content-Type: application/sdp\r\n", "c: application/isup\r\n", "c: text/plain\r\n");
        var lengths = Arbitraries.of("Content-Length: ", "l: ", "l :", "CONTENT-length:  ");
        var bodies = values().list().ofMaxSize(5).map(all -> String.join("\r\n", all));
        return Combinators.combine(lines, types, lengths, bodies)
                .as((fields, type, length, body) ->
                        "INVITE sip:10.0.0.1 SIP/2.0\r\n" + fields + type + length + body.length() + "\r\n\r\n" + body);
    }
}
