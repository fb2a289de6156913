package esg.esg.call;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.Rejection;
import esg.esg.SomeEnd;
import esg.esg.call.Outcome.Ending;
import esg.esg.call.Outcome.Side;
import esg.media.tone.ToneDetector.Heard;
import esg.media.tone.ToneDetector.Kind;
import esg.media.tone.Traffic;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {
    private static final Traffic TALKED = new Traffic(250, 43_000, 245, 42_140, 5);
    private static final Traffic NOTHING = new Traffic(250, 43_000, 0, 0, 0);

    private static String text(Outcome outcome) {
        return String.join("\n", new Summary(outcome, Hints.of(outcome, "127.0.0.1:5060")).lines());
    }

    private static Outcome outcome(Ending ending, Traffic audio, Heard heard) {
        return new Outcome(ending, 212, ending instanceof Ending.Ended ? 5_040 : 0, audio, heard);
    }

    @Test
    void saysHowACallWentAndWhatWasHeard() {
        assertThat(text(outcome(new Ending.Ended(Side.US, ""), TALKED, new Heard(Kind.TONE, 1004))))
                .isEqualTo("""
                answered after 212 ms, talked 5.0 s, ended by this end
                audio: 245 packets received, 5 lost (2.0 %), 250 sent; heard a tone of 1004 Hz""");
        assertThat(text(outcome(new Ending.Ended(Side.THEM, "Q.850;cause=16"), TALKED, new Heard(Kind.TONE, 425))))
                .contains("ended by the other end (Q.850;cause=16)", "a tone of 425 Hz, which is our own");
        assertThat(text(outcome(new Ending.Ended(Side.US, ""), NOTHING, new Heard(Kind.SILENCE, 0))))
                .contains("heard nothing", "look at: no audio came");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        PEER_NOT_TRUSTED | esg.roles.sg.trusted
        UNKNOWN_DOMAIN   | name one with -d
        NO_ROUTE         | /rest/v1/uc/routes
        ACCOUNT_INACTIVE | /api/monitor/v1/esg/active?regs=true
        TRUNK_LIMIT      | trunks
        MEDIA_LIMIT      | esg.media.tone.calls-limit
        GLARE            | its log says more
        """)
    void saysWhatToLookAtAfterARefusalOfTheNodes(Rejection rejection, String hint) {
        var refused = new Ending.Refused(rejection.status(), rejection.phrase(), rejection.reasonHeader());
        assertThat(text(outcome(refused, Traffic.NONE, new Heard(Kind.SILENCE, 0))))
                .startsWith("refused after 212 ms: " + rejection.status() + " " + rejection.phrase()
                        + "\nReason: SIP;cause=")
                .contains("look at: ", hint);
    }

    @Test
    void tellsTheOtherRefusalsApart() {
        var silence = new Heard(Kind.SILENCE, 0);
        assertThat(text(outcome(new Ending.Refused(486, "Busy Here", ""), Traffic.NONE, silence)))
                .contains("refused after 212 ms: 486 Busy Here", "the called end refused");
        assertThat(text(outcome(new Ending.Refused(407, "Proxy Authentication Required", ""), Traffic.NONE, silence)))
                .contains("asks for a password");
        assertThat(text(outcome(new Ending.Silence(""), Traffic.NONE, silence)))
                .contains("not a word within 0 s", "nothing answers at 127.0.0.1:5060: ", "--node");
        assertThat(text(outcome(new Ending.GivenUp(), Traffic.NONE, silence))).contains("nobody picked up");
    }

    @Test
    void showsEachMessageAsALine() {
        var lines = new ArrayList<String>();
        var ladder = new Ladder(step -> lines.add(step.line().replaceFirst("^ *\\d+ ms", "0 ms")));
        var peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);
        var common = """
            Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK1
            From: <sip:1@a>;tag=1
            To: <sip:2@a>
            Call-ID: 1
            CSeq: 1 INVITE
            Content-Length: 0

            """.replace("\n", "\r\n");
        var invite = ("INVITE sip:2@a SIP/2.0\r\n" + common).getBytes(UTF_8);
        ladder.sent(SomeEnd.UDP, peer, true, invite, 0);
        ladder.sent(SomeEnd.UDP, peer, true, invite.clone(), 0);
        ladder.received(
                SomeEnd.UDP,
                peer,
                ("SIP/2.0 404 Not Found\r\n" + common.replace("Content-L", "Reason: SIP;cause=404\r\nContent-L"))
                        .getBytes(UTF_8),
                0);
        ladder.received(SomeEnd.UDP, peer, "what?".getBytes(UTF_8), 0);

        assertThat(lines)
                .containsExactly(
                        "0 ms  -->  INVITE sip:2@a",
                        "0 ms  -->  INVITE sip:2@a  (again)",
                        "0 ms  <--  404 Not Found to INVITE  Reason: SIP;cause=404",
                        "0 ms  <--  cannot be read as SIP, 5 bytes");
        var outcome = outcome(
                new Ending.Refused(404, "Not Found", "SIP;cause=404"), Traffic.NONE, new Heard(Kind.SILENCE, 0));
        assertThat(new Summary(outcome, "").json(ladder.steps(), List.of()))
                .contains("\"answered\":false", "\"status\":404", "\"message\":\"404 Not Found to INVITE\"");
        assertThat(ladder.steps()).extracting(Ladder.Step::sent).isEqualTo(List.of(true, true, false, false));
    }
}
