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

    /** {@code PHONE:STATUS}, with {@code +} when it has a session. */
    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        a:180 b:180 a:180          | WHOLE NOTHING NOTHING      | each kind once
        a:180 b:183 b:180          | WHOLE WHOLE NOTHING        | another kind is news
        a:183+ b:183+ a:183+       | WHOLE NOTHING WHOLE        | the first with a session has the caller's ear
        a:183+ b:180+ b:181        | WHOLE STATUS WHOLE         | what another one plays is not told
        a:180 b:180+               | WHOLE WHOLE                | a session is news
        """)
    void tells(String answers, String parts, String why) {
        var early = new EarlyAnswers();
        var told = new ArrayList<String>();
        for (var answer : answers.split(" ")) {
            boolean session = answer.endsWith("+");
            int status = Integer.parseInt(answer.substring(2, 5));
            told.add(early.of(answer.charAt(0), response(status, session)).name());
        }
        assertThat(String.join(" ", told)).isEqualTo(parts);
    }
}
