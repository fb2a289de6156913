package esg.trunk.leg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import esg.domain.account.CallOptions.Refresher;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.trunk.leg.SessionTimer.Agreed;
import esg.trunk.leg.SessionTimer.Wish;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 4028 as UAC and as UAS. A timer is written {@code seconds ours|theirs shared|alone}. */
class SessionTimerTest {
    private static final String HEAD = """
        Via: SIP/2.0/UDP h;branch=z9hG4bK1
        From: <sip:a@h>;tag=1
        To: <sip:b@h>;tag=2
        Call-ID: c
        CSeq: 2 INVITE
        """.replace("\n", "\r\n");

    private static SipMessage read(String start, String fields) {
        var lines = fields.isEmpty() ? "" : fields.replace(", ", "\r\n").replace(" & ", ", ") + "\r\n";
        var text = start + "\r\n" + HEAD + lines + "l: 0\r\n\r\n";
        if (MessageParser.parse(text.getBytes(ISO_8859_1)) instanceof Parsed(SipMessage message)) return message;
        throw new AssertionError(text);
    }

    private static SipRequest invite(String fields) {
        return (SipRequest) read("INVITE sip:b@h SIP/2.0", fields);
    }

    private static SipResponse answer(int status, String fields) {
        return (SipResponse) read("SIP/2.0 " + status + " Answer", fields);
    }

    private static SessionTimer timer(int seconds, String refresher) {
        return new SessionTimer(new Wish(seconds, 90, Refresher.of(refresher).orElseThrow()));
    }

    private static String text(Agreed agreed) {
        if (agreed.seconds() == 0) return "none";
        return agreed.seconds() + (agreed.ours() ? " ours" : " theirs") + (agreed.shared() ? " shared" : " alone");
    }

    private static @Nullable String asked(SessionTimer timer) {
        return written(timer).header(Headers.SESSION_EXPIRES);
    }

    private static SipRequest written(SessionTimer timer) {
        var begun = MessageBuilder.request("INVITE", "sip:b@h");
        timer.ask(begun);
        return begun.buildRequest();
    }

    /** §7.1, §7.2: of a 2xx the refresher counts, whatever we asked for. */
    @ParameterizedTest(name = "wish {0} {1}; 2xx {3} -> {4}, then {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        1800 | auto | 1800               | Session-Expires: 1800;refresher=uas | 1800 theirs shared | 1800;refresher=uas
        1800 | auto | 1800               | Session-Expires: 600;refresher=uac  | 600 ours shared    | 600;refresher=uac
        1800 | auto | 1800               | x: 600;refresher=UAS                | 600 theirs shared  | 600;refresher=uas
        1800 | auto | 1800               | Session-Expires: 600                | 600 ours shared    | 600;refresher=uac
        1800 | auto | 1800               | ''                                  | 1800 ours alone    | 1800;refresher=uac
        1800 | self | 1800;refresher=uac | Session-Expires: 1800;refresher=uac | 1800 ours shared   | 1800;refresher=uac
        1800 | self | 1800;refresher=uac | Session-Expires: 1800;refresher=uas | 1800 theirs shared | 1800;refresher=uas
        1800 | self | 1800;refresher=uac | ''                                  | 1800 ours alone    | 1800;refresher=uac
        1800 | peer | 1800;refresher=uas | Session-Expires: 1800;refresher=uas | 1800 theirs shared | 1800;refresher=uas
        1800 | peer | 1800;refresher=uas | ''                                  | none               | 1800;refresher=uas
        0    | auto | -                  | Session-Expires: 300;refresher=uac  | 300 ours shared    | 300;refresher=uac
        0    | self | -                  | Session-Expires: 300;refresher=uas  | 300 theirs shared  | 300;refresher=uas
        0    | self | -                  | ''                                  | none               | -
        1800 | auto | 1800               | Session-Expires: 10;refresher=uac   | 90 ours shared     | 90;refresher=uac
        1800 | auto | 1800               | Session-Expires: soon               | 1800 ours alone    | 1800;refresher=uac
        """)
    void asUac(int wish, String refresher, @Nullable String asks, String ok, String agreed, @Nullable String again) {
        var timer = timer(wish, refresher);
        assertThat(asked(timer)).isEqualTo(asks);
        timer.accepted(answer(200, ok));
        assertThat(text(timer.agreed())).isEqualTo(agreed);
        assertThat(asked(timer)).as("§7.4").isEqualTo(again);
    }

    /** §9 with its Table 2. */
    @ParameterizedTest(name = "wish {0} {1}; INVITE {2} -> {3}, Require: {4}, {5}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        0    | auto | ''                                                      | -                  | false | none
        0    | auto | Supported: timer                                        | -                  | false | none
        0    | auto | Session-Expires: 600                                    | 600;refresher=uas  | false | 600 ours alone
        0    | auto | Session-Expires: 600;refresher=uac                      | 600;refresher=uas  | false | 600 ours alone
        0    | auto | Session-Expires: 600, Supported: timer                  | 600;refresher=uas  | true  | 600 ours shared
        0    | peer | Session-Expires: 600, Supported: timer                  | 600;refresher=uac  | true  | 600 theirs shared
        0    | self | Session-Expires: 600;refresher=uac, Supported: timer    | 600;refresher=uac  | true  | 600 theirs shared
        0    | peer | Session-Expires: 600;refresher=uas, Require: timer      | 600;refresher=uas  | true  | 600 ours shared
        0    | peer | Session-Expires: 600                                    | 600;refresher=uas  | false | 600 ours alone
        1800 | auto | ''                                                      | 1800;refresher=uas | false | 1800 ours alone
        1800 | peer | ''                                                      | -                  | false | none
        1800 | auto | k: 100rel & timer                                       | 1800;refresher=uas | true  | 1800 ours shared
        1800 | peer | Supported: timer                                        | 1800;refresher=uac | true  | 1800 theirs shared
        1800 | auto | Supported: timer, Min-SE: 2400                          | 2400;refresher=uas | true  | 2400 ours shared
        1800 | auto | Session-Expires: 7200, Supported: timer                 | 1800;refresher=uas | true  | 1800 ours shared
        1800 | auto | Session-Expires: 7200, Supported: timer, Min-SE: 3600   | 3600;refresher=uas | true  | 3600 ours shared
        1800 | auto | Session-Expires: 300;refresher=uac, Supported: timer    | 300;refresher=uac  | true  | 300 theirs shared
        1800 | auto | Session-Expires: 10                                     | 90;refresher=uas   | false | 90 ours alone
        """)
    void asUas(int wish, String refresher, String invite, @Nullable String says, boolean requires, String agreed) {
        var timer = timer(wish, refresher);
        var ok = MessageBuilder.request("OK", "sip:b@h");
        assertThat(timer.accept(invite(invite), ok)).isEqualTo(requires);
        assertThat(ok.buildRequest().header(Headers.SESSION_EXPIRES)).isEqualTo(says);
        assertThat(text(timer.agreed())).isEqualTo(agreed);
    }

    /** Both may have refreshed, or one may change its mind: the last that was agreed on holds. */
    @ParameterizedTest(name = "{0}, then {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
        600;refresher=uac | Session-Expires: 600;refresher=uac, Supported: timer | 600 theirs shared
        600;refresher=uac | Session-Expires: 600, Supported: timer               | 600 ours shared
        600;refresher=uas | Session-Expires: 600, Supported: timer               | 600 theirs shared
        600;refresher=uas | Session-Expires: 600;refresher=uas, Supported: timer | 600 ours shared
        600;refresher=uas | Session-Expires: 120, Supported: timer               | 120 theirs shared
        600;refresher=uas | ''                                                   | 1800 ours alone
        """)
    void theLastAgreementHolds(String before, String invite, String agreed) {
        var timer = timer(1800, "auto");
        timer.accepted(answer(200, "Session-Expires: " + before));
        timer.accept(invite(invite), MessageBuilder.request("OK", "sip:b@h"));
        assertThat(text(timer.agreed())).isEqualTo(agreed);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
        Session-Expires: 89, Supported: timer  | true
        Session-Expires: 89;refresher=uac, Require: timer | true
        Session-Expires: 90, Supported: timer  | false
        Session-Expires: 89                    | false
        Supported: timer                       | false
        """)
    void refusesTooBriefSessionsOfThoseWhoKnowTimers(String invite, boolean refused) {
        assertThat(timer(1800, "auto").tooBrief(invite(invite))).isEqualTo(refused);
    }

    /** §7.3. */
    @Test
    void asksForMoreUntilItIsEnough() {
        var timer = timer(120, "self");
        assertThat(timer.retries(answer(422, "Min-SE: 300"))).isTrue();
        assertThat(asked(timer)).isEqualTo("300;refresher=uac");
        assertThat(written(timer).header(Headers.MIN_SE)).isEqualTo("300");
        assertThat(timer.retries(answer(422, "Min-SE: 600"))).isTrue();
        assertThat(asked(timer)).isEqualTo("600;refresher=uac");
        timer.accepted(answer(200, "Session-Expires: 600;refresher=uas"));
        assertThat(written(timer).header(Headers.MIN_SE)).as("§7.4").isEqualTo("600");
        assertThat(timer.retries(answer(500, ""))).isFalse();
    }

    @Test
    void goesWithoutWhereNoIntervalIsLongEnough() {
        var timer = timer(120, "auto");
        for (int least = 300; least <= 500; least += 100) {
            assertThat(timer.retries(answer(422, "Min-SE: " + least))).isTrue();
        }
        assertThat(timer.retries(answer(422, "Min-SE: 600"))).isTrue();
        assertThat(asked(timer)).isNull();
        assertThat(timer.retries(answer(422, "Min-SE: 700"))).isFalse();
    }

    @Test
    void goesWithoutWhereTheRefusalMakesNoSense() {
        var timer = timer(1800, "auto");
        assertThat(timer.retries(answer(422, ""))).isTrue();
        assertThat(asked(timer)).isNull();
        assertThat(timer.retries(answer(422, ""))).isFalse();
    }

    /** §10. */
    @ParameterizedTest(name = "{0} s: refreshed after {1} ms, given up after {2} ms")
    @CsvSource({"1800, 900000, 1768000", "90, 45000, 60000", "3, 1500, 2000"})
    void refreshesInTime(int seconds, long refresh, long giveUp) {
        var agreed = new Agreed(seconds, true, true);
        assertThat(agreed.refreshMillis()).isEqualTo(refresh);
        assertThat(agreed.giveUpMillis()).isEqualTo(giveUp);
    }

    @Test
    void knowsWhetherThePeerTakesUpdate() {
        var timer = timer(1800, "auto");
        assertThat(timer.updates()).isFalse();
        timer.heard(invite("Allow: INVITE & UPDATE"));
        assertThat(timer.updates()).isTrue();
        timer.heard(answer(200, ""));
        assertThat(timer.updates()).as("said nothing new").isTrue();
        timer.heard(answer(200, "Allow: INVITE"));
        assertThat(timer.updates()).isFalse();
    }

    @Test
    void goesOnAtAnotherNode() {
        var timer = timer(1800, "self");
        timer.retries(answer(422, "Min-SE: 2000"));
        timer.accepted(answer(200, "Session-Expires: 2000;refresher=uas, Allow: UPDATE"));
        var other = SessionTimer.goingOn(timer.state());
        assertThat(other.state()).isEqualTo(timer.state());
        assertThat(asked(other)).isEqualTo("2000;refresher=uas");
        assertThat(other.updates()).isTrue();
    }
}
