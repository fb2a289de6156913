package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.media.sdp.AudioStream;
import esg.media.sdp.Description;
import esg.media.sdp.LocalAudio;
import esg.media.tone.Sound;
import esg.media.tone.ToneDetector;
import esg.media.tone.ToneDetector.Heard;
import esg.media.tone.ToneDetector.Kind;
import esg.media.tone.TonePort;
import esg.media.tone.Tones;
import esg.sip.message.Headers;
import esg.sip.message.SipMessage;
import esg.sip.message.SipResponse;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls a route with action test leads to (RTE-02): 900 is a tone, 901 an echo. They ring 300 ms and last 2 s at most, three at once. */
class ToneCallTest extends CallFixture {
    private static final String TALKER = "900";
    private static final int HZ = 425;

    private final Tones tones = TestTone.start(1);
    private final ToneDetector ear = new ToneDetector(HZ, 1004);
    private final TonePort phone = Objects.requireNonNull(tones.open(new Sound.Steady(HZ), ear));

    @BeforeEach
    void routes() {
        gateway.route(Map.of("origin", "subscriber", "to", TALKER, "action", "test"));
        gateway.route(Map.of("origin", "subscriber", "to", "901", "action", "test", "target", "echo"));
    }

    @AfterEach
    void noneIsLeft() {
        await("no test call left").until(() -> gateway.tests.live() == 0);
        phone.close();
        tones.close();
    }

    private String offer() {
        return offer("sendrecv");
    }

    private String offer(String direction) {
        return Peer.SDP.replace("audio 4000", "audio " + phone.local().getPort()) + "a=" + direction + "\r\n";
    }

    private void dial(String number, String body, String... more) {
        platform.send(
                inside, body, lines("INVITE sip:" + number + "@127.0.0.1 SIP/2.0", platform, "1 INVITE", "", more));
    }

    private SipResponse answered(long cseq) {
        SipResponse ok;
        do ok = platform.response(200);
        while (ok.cseq() != cseq); // a 2xx is sent again until its ACK is there
        return ok;
    }

    private SipResponse talk(String number) {
        dial(number, offer());
        platform.response(180);
        var ok = answered(1);
        acknowledge(ok, 1, "");
        phone.follow(agreed(ok));
        return ok;
    }

    private static AudioStream agreed(SipMessage answer) {
        return LocalAudio.agreed(Description.read(answer.body())).orElseThrow();
    }

    private void acknowledge(SipResponse ok, int cseq, String body) {
        platform.send(inside, body, within("ACK", cseq, platform, ok));
    }

    private void request(String method, int cseq, SipResponse ok, String body, String... more) {
        platform.send(inside, body, within(method, cseq, platform, ok, more));
    }

    private void hangUp(SipResponse ok, int cseq) {
        request("BYE", cseq, ok, "");
        platform.response(200, "BYE");
    }

    private void takesItsBye() {
        platform.answer(platform.request("BYE"), inside, 200, "");
    }

    @Test
    void ringsAnswersAndIsHeard() {
        var ok = talk(TALKER);
        assertThat(ok.header(Headers.CONTACT)).contains("127.0.0.1:" + inside.getPort());
        await("the tone").until(() -> ear.heard().equals(new Heard(Kind.TONE, 1004)));
        hangUp(ok, 2);
        request("OPTIONS", 3, ok, "");
        platform.response(481, "OPTIONS");
    }

    @Test
    void anEchoSaysWhatTheCallerSays() {
        var ok = talk("901");
        await("itself").until(() -> ear.heard().equals(new Heard(Kind.TONE, HZ)));
        hangUp(ok, 2);
    }

    @Test
    void hangsUpWhenItHasLastedLongEnough() {
        talk(TALKER);
        takesItsBye();
    }

    @Test
    void isGivenUpWhileItRings() {
        dial(TALKER, offer());
        platform.response(180);
        platform.send(inside, "", cancel());
        platform.response(200, "CANCEL");
        var refused = platform.response(487);
        platform.send(inside, "", lines("ACK sip:900@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + refused.toTag()));
    }

    private String[] cancel() {
        var lines = lines("CANCEL sip:900@127.0.0.1 SIP/2.0", platform, "1 INVITE", ""); // the branch is the INVITE's
        for (int i = 0; i < lines.length; i++) if (lines[i].startsWith("CSeq:")) lines[i] = "CSeq: 1 CANCEL";
        return lines;
    }

    /** RFC 3261 §13.3.1.4. */
    @Test
    void hangsUpWithoutAnAck() {
        dial(TALKER, offer());
        answered(1);
        answered(1);
        takesItsBye();
    }

    /** RFC 3264 §5: who calls without an offer answers ours in its ACK. */
    @Test
    void offersToWhoOffersNothing() {
        dial(TALKER, "");
        var ok = answered(1);
        phone.follow(agreed(ok));
        acknowledge(ok, 1, offer());
        await("the tone").until(() -> ear.heard().equals(new Heard(Kind.TONE, 1004)));
        hangUp(ok, 2);
    }

    @Test
    void hangsUpWhenItsOfferIsNotAnswered() {
        dial(TALKER, "");
        var ok = answered(1);
        request("UPDATE", 2, ok, offer());
        platform.response(491, "UPDATE");
        acknowledge(ok, 1, "");
        takesItsBye();
    }

    @ParameterizedTest(name = "{0}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
        AVP 8      | AVP 18 | 488 | EB2B. Media is not acceptable: neither PCMA nor PCMU offered
        audio PORT | audio 0 | 488 | EB2B. Media is not acceptable: no audio offered
        """)
    void saysWhyItCannotSpeak(String from, String to, int status, String why) {
        var port = Integer.toString(phone.local().getPort());
        dial(TALKER, offer().replace(from.replace("PORT", port), to));
        var refused = platform.response(status);
        assertThat(refused.header(Headers.REASON)).contains(why);
        platform.send(inside, "", lines("ACK sip:900@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + refused.toTag()));
    }

    @Test
    void isHeldAndTakenOffHold() {
        var ok = talk(TALKER);
        request("INVITE", 2, ok, offer("sendonly"));
        var held = answered(2);
        assertThat(body(held)).contains("a=recvonly").containsPattern("o=- \\d+ 2 ");
        acknowledge(held, 2, "");
        request("UPDATE", 3, ok, offer("sendrecv"));
        assertThat(body(answered(3))).contains("a=sendrecv").containsPattern("o=- \\d+ 3 ");
        request("INVITE", 4, ok, offer().replace("AVP 8", "AVP 18"));
        var refused = platform.response(488);
        assertThat(refused.header(Headers.REASON)).contains("neither PCMA nor PCMU offered");
        acknowledge(ok, 4, "");
        hangUp(ok, 5);
    }

    /** RFC 4028: the caller refreshes, by UPDATE or re-INVITE. */
    @Test
    void keepsTheCallersSessionTimer() {
        dial(TALKER, offer(), "Supported: timer", "Session-Expires: 1800");
        var ok = answered(1);
        assertThat(ok.header(Headers.SESSION_EXPIRES)).isEqualTo("1800;refresher=uac");
        assertThat(ok.header(Headers.REQUIRE)).isEqualTo("timer");
        acknowledge(ok, 1, "");
        request("UPDATE", 2, ok, "", "Supported: timer", "Session-Expires: 1800;refresher=uac");
        var refreshed = platform.response(200, "UPDATE");
        assertThat(refreshed.header(Headers.SESSION_EXPIRES)).isEqualTo("1800;refresher=uac");
        assertThat(refreshed.bodyLength()).isZero();
        hangUp(ok, 3);
    }

    @Test
    void answersWhatACallMayAsk() {
        var ok = talk(TALKER);
        request("OPTIONS", 2, ok, "");
        assertThat(platform.response(200, "OPTIONS").header(Headers.ALLOW)).contains("UPDATE");
        request("INFO", 3, ok, "");
        platform.response(200, "INFO");
        request("REFER", 4, ok, "", "Refer-To: <sip:7@127.0.0.9>");
        assertThat(platform.response(405, "REFER").header(Headers.ALLOW)).doesNotContain("REFER");
        hangUp(ok, 5);
    }

    /** A 180 would have to be sent reliably (RFC 3262 §3): the 200 says all. */
    @Test
    void doesNotRingWhereRingingMustBeAcknowledged() {
        dial(TALKER, offer(), "Require: 100rel");
        var ok = answered(1);
        acknowledge(ok, 1, "");
        hangUp(ok, 2);
    }

    @Test
    void takesNoMoreThanItMay() {
        for (int number = 2; number <= 4; number++) dialAgain(number);
        for (int number = 2; number <= 4; number++) platform.response(180);
        dialAgain(5);
        assertThat(platform.response(503).header(Headers.REASON)).contains("EB2B. No media port is free");
        gateway.tests.close();
        for (int number = 2; number <= 4; number++) platform.response(503);
    }

    /** Another call of the same peer. */
    private void dialAgain(int number) {
        platform.send(inside, offer(), other(number, "INVITE"));
    }

    private String[] other(int number, String method) {
        var lines = lines(method + " sip:900@127.0.0.1 SIP/2.0", platform, "1 " + method, "");
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].startsWith("Call-ID:")) lines[i] += "-" + number;
            if (lines[i].startsWith("Via:")) lines[i] += "-" + number;
        }
        return lines;
    }

    @Test
    void aNodeThatEndsEndsThem() {
        talk(TALKER);
        gateway.tests.close();
        takesItsBye();
        dialAgain(2);
        assertThat(platform.response(503).header(Headers.REASON)).contains("EB2B. Node is shutting down");
    }

    /** For its account it is a call like any other: round by our own inside, with a trunk. */
    @Test
    void aProviderHearsTheToneToo() {
        gateway.route(Map.of("origin", "provider", "priority", 1, "action", "test"));
        invite(offer());
        provider.response(180);
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        phone.follow(agreed(ok));
        await("the tone").until(() -> ear.heard().equals(new Heard(Kind.TONE, 1004)));
        assertThat(gateway.calls.trunksInUse(new AccountId(Gateway.D, "p1"))).isOne();
        assertThat(gateway.tests.live()).isOne();
        provider.send(outside, "", within("BYE", 2, provider, ok));
        provider.response(200, "BYE");
        assertThat(platform.hears("INVITE")).isFalse();
    }

    /** RTE-04: who gets at a test call is for routes to say, not for headers. */
    @Test
    void nobodyElseMayAskForIt() {
        dial("100", offer(), "X-Esg-Test: tone");
        assertThat(platform.response(404).header(Headers.REASON)).contains("EB2B. No route");

        invite(Peer.SDP, "X-Esg-Test: tone");
        var passed = platform.request("INVITE");
        assertThat(passed.has("X-Esg-Test")).isFalse();
        platform.answer(passed, inside, 486, "");
        platform.request("ACK");
        var busy = provider.response(486);
        provider.send(outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + busy.toTag()));
    }

    /** OUT-03: a rule that could not be followed is followed by the next. */
    @Test
    void goesOnToTheNextRule() {
        gateway.account(Map.of("code", "dead", "domain", "127.0.0.4", "proxyport", 9))
                .available(false);
        gateway.route(
                Map.of("origin", "subscriber", "to", "902", "priority", 1, "action", "external", "target", "dead"));
        gateway.route(Map.of("origin", "subscriber", "to", "902", "priority", 2, "action", "test"));
        var ok = talk("902");
        hangUp(ok, 2);
    }
}
