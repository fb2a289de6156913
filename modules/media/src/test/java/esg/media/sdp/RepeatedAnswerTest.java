package esg.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an end that is not asked is made to answer (MED-02, RFC 3264 §6). */
class RepeatedAnswerTest {
    private static final String HEAD = "v=0\no=- 7 3 IN IP4 192.0.2.2\ns=call\nc=IN IP4 192.0.2.2\nt=0 0\n";
    private static final String LAST = HEAD + """
        m=audio 6000 RTP/AVP 8 0 101
        a=rtpmap:8 PCMA/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a=ptime:20
        """;

    private static Optional<String> answer(String offer, String last) {
        return RepeatedAnswer.to(
                        offer.replace("\n", "\r\n").getBytes(UTF_8),
                        last.replace("\n", "\r\n").getBytes(UTF_8))
                .map(sdp -> new String(sdp, UTF_8).replace("\r\n", "\n"));
    }

    private static String offer(String media) {
        return "v=0\no=- 1 2 IN IP4 192.0.2.1\ns=-\nc=IN IP4 192.0.2.1\nt=0 0\n" + media;
    }

    @Test
    void saysWhatIsStillOffered() {
        assertThat(answer(offer("m=audio 4000 RTP/AVP 0 8\na=sendonly\n"), LAST))
                .hasValue(HEAD + """
                m=audio 6000 RTP/AVP 8 0
                a=rtpmap:8 PCMA/8000
                a=ptime:20
                a=recvonly
                """);
    }

    @ParameterizedTest(name = "offer {0}, last {1}: {2}")
    @CsvSource({
        "sendrecv, sendrecv, sendrecv",
        "sendonly, sendrecv, recvonly",
        "recvonly, sendrecv, sendonly",
        "inactive, sendrecv, inactive",
        "sendrecv, recvonly, recvonly",
        "sendonly, sendonly, inactive",
        "sendrecv, inactive, inactive",
    })
    void goesNoFurtherThanEitherAllows(String offered, String last, String answered) {
        var answer = answer(offer("m=audio 4000 RTP/AVP 8\na=" + offered + "\n"), LAST + "a=" + last + "\n");
        assertThat(answer.orElseThrow()
                        .lines()
                        .filter(line -> line.endsWith("recv") || line.endsWith("only") || line.endsWith("active")))
                .containsExactly("a=" + answered);
    }

    @Test
    void aLineOfAnotherKindIsRefusedAndTheOthersStay() {
        var offer = offer("m=audio 4000 RTP/AVP 8\nm=video 4002 RTP/AVP 96\na=rtpmap:96 H264/90000\n");
        assertThat(answer(offer, LAST).orElseThrow()).contains("m=audio 6000 ").endsWith("m=video 0 RTP/AVP 96\n");
    }

    @Test
    void anEndedLineStaysEnded() {
        assertThat(answer(offer("m=audio 0 RTP/AVP 8\n"), LAST)).hasValue(HEAD + "m=audio 0 RTP/AVP 8\n");
    }

    @Test
    void nothingInCommonIsNoAnswer() {
        assertThat(answer(offer("m=image 4000 udptl t38\n"), LAST)).isEmpty();
        assertThat(answer(offer("m=audio 4000 RTP/AVP 18\n"), LAST)).isEmpty();
        assertThat(answer(offer("m=audio 4000 RTP/AVP 101\na=rtpmap:101 opus/48000/2\n"), LAST))
                .isEmpty();
        assertThat(answer("nothing", LAST)).isEmpty();
    }
}
