package esg.trunk.call;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipResponse;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller hears of several phones that ring. */
class EarlyAnswersTest {
    private static SipResponse response(int status, boolean session) {
        var packet =
                """
            SIP/2.0 %d Ringing
            Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1
            From: <sip:1@a>;tag=1
            To: <sip:2@a>;tag=2
            Call-ID: 1
            CSeq: 1 INVITE
            Content-Length: %d

            %s""".formatted(status, session ? 3 : 0, session ? "v=0" : "").replace("\n", "\r\n");
        if (MessageParser.parse(packet.getBytes(ISO_8859_1)) instanceof Parsed(SipResponse response)) return response;
        throw new AssertionError(packet);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
        180 180 180  | STATUS NOTHING NOTHING
        180 183 180  | STATUS STATUS STATUS
        183 180 180  | STATUS STATUS NOTHING
        180 181 182  | STATUS STATUS STATUS
        183+ 180+    | STATUS STATUS
        """)
    void tellsWhatIsNewAndNoSession(String answers, String parts) {
        var early = new EarlyAnswers();
        var told = new ArrayList<String>();
        for (var answer : answers.split(" ")) {
            int status = Integer.parseInt(answer.substring(0, 3));
            told.add(early.of(response(status, answer.endsWith("+"))).name());
        }
        assertThat(String.join(" ", told)).isEqualTo(parts);
    }
}
