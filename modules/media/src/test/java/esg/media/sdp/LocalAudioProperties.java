package esg.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every body a peer may send. */
class LocalAudioProperties {
    private static LocalAudio local() {
        return new LocalAudio(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 20_000), 1);
    }

    @Property(tries = 2000)
    void noBodyMakesItFail(@ForAll byte[] body) {
        assertThat(local().answer(Description.read(body))).isNotNull();
    }

    @Provide
    Arbitrary<List<String>> descriptions() {
        return Arbitraries.of(
                        "m=audio 4000 RTP/AVP 8 0",
                        "m=audio 4000 RTP/AVP 999 8",
                        "m=audio 0 RTP/AVP 8",
                        "m=video 4002 RTP/AVP 31",
                        "m=audio 4000 RTP/SAVP 8",
                        "c=IN IP4 0.0.0.0",
                        "c=IN IP4 192.0.2.1",
                        "c=IN IP4 host.example",
                        "a=sendonly",
                        "a=inactive",
                        "a=rtpmap:8 PCMA/8000",
                        "a=rtpmap:999 PCMA/8000",
                        "a=rtpmap:",
                        "b=AS:64",
                        "t=0 0")
                .list()
                .ofMaxSize(12);
    }

    /** RFC 3264 §6: an answer has a line for each of the offer's, in its order and of its kind. */
    @Property(tries = 2000)
    void anAnswerHasTheLinesOfItsOffer(@ForAll("descriptions") List<String> lines) {
        var offer = "v=0\r\n" + String.join("\r\n", lines);
        var answer = switch (local().answer(Description.read(offer.getBytes(UTF_8)))) {
            case Outcome.Agreed(var sdp, var _) -> sdp;
            case Outcome.WithoutAudio(var sdp) -> sdp;
            case Outcome.Refused _ -> "";
        };
        if (answer.isEmpty()) return;
        assertThat(kinds(answer)).isEqualTo(kinds(offer));
        assertThat(answer.lines().filter(line -> line.startsWith("m=") && !line.contains(" 0 ")))
                .hasSizeLessThanOrEqualTo(1);
    }

    private static List<String> kinds(String sdp) {
        return sdp.lines()
                .filter(line -> line.startsWith("m="))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }
}
