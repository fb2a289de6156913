package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Provisional answers that are to arrive (RFC 3262): between whom they are acknowledged, and what becomes of the sessions they carry. */
class ReliableAnswersTest extends CallFixture {
    private static final String[] RELIABLE = {"Require: 100rel", "RSeq: 7"};
    private static final String OTHER_SDP = Peer.SDP.replace("4000", "4002");

    private String[] prack(int cseq, SipResponse told) {
        return within("PRACK", cseq, provider, told, "RAck: " + told.header(Headers.RSEQ) + " 1 INVITE");
    }

    private void speaks(Map<String, Object> opts) throws Exception {
        var account = new java.util.HashMap<>(account());
        account.put("opts", opts);
        gateway.account(account);
    }

    /** The platform takes the call; the provider has acknowledged all, and hangs up. */
    private void answerAndHangUp(SipRequest second, String sdp, int cseq) {
        platform.answer(second, inside, 200, sdp);
        platform.request("ACK");
        var ok = provider.response(200, "INVITE");
        provider.send(outside, "", within("ACK", 1, provider, ok));
        hangUp(new Talk(second, ok), cseq);
    }

    @Test
    void theGatewayAcknowledgesForACallerWhoCannot() {
        inviteOut(Peer.SDP);
        var second = provider.request("INVITE");
        provider.answer(second, outside, 183, Peer.SDP, RELIABLE);
        var prack = provider.request("PRACK");
        assertThat(prack.header(Headers.RACK)).isEqualTo("7 " + second.cseq() + " INVITE");
        provider.answer(prack, outside, 200, "");
        var progress = platform.response(183);
        assertThat(progress.has(Headers.REQUIRE)).isFalse();
        assertThat(progress.has(Headers.RSEQ)).isFalse();
        assertThat(body(progress)).isEqualTo(Peer.SDP);
        provider.answer(second, outside, 183, Peer.SDP, RELIABLE);
        assertThat(provider.hearsOther(prack)).as("once").isFalse();
        provider.answer(second, outside, 404, "");
        provider.request("ACK");
        platform.response(404);
    }

    /** RFC 3262 §5: the provider need not say its session again, but the caller may only believe it in the 2xx. */
    @Test
    void aSessionToldReliablyOnOneSideIsInThe2xxOfTheOther() {
        inviteOut(Peer.SDP);
        var second = provider.request("INVITE");
        provider.answer(second, outside, 183, OTHER_SDP, RELIABLE);
        provider.answer(provider.request("PRACK"), outside, 200, "");
        provider.answer(second, outside, 200, "");
        provider.request("ACK");
        var ok = platform.response(200);
        assertThat(body(ok)).isEqualTo(OTHER_SDP);
        platform.send(inside, "", within("ACK", 1, platform, ok));
        platform.send(inside, "", within("BYE", 2, platform, ok));
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    /** RFC 3262 §4: one that is lost comes again, and only then those after it. */
    @Test
    void answersOutOfOrderWaitForTheirTurn() {
        inviteOut(Peer.SDP);
        var second = provider.request("INVITE");
        provider.answer(second, outside, 180, "", RELIABLE);
        provider.answer(provider.request("PRACK"), outside, 200, "");
        platform.response(180);
        provider.answer(second, outside, 183, Peer.SDP, "Require: 100rel", "RSeq: 9");
        assertThat(provider.hears("PRACK")).isFalse();
        provider.answer(second, outside, 182, "", "Require: 100rel", "RSeq: 8");
        assertThat(provider.request("PRACK").header(Headers.RACK)).startsWith("8 ");
        platform.response(182);
        provider.answer(second, outside, 404, "");
        provider.request("ACK");
        platform.response(404);
    }

    @Test
    void aPrackCrossesBetweenEndsThatKnowIt() {
        invite(Peer.SDP, "Supported: 100rel, timer, x-other");
        var second = platform.request("INVITE");
        assertThat(second.header(Headers.SUPPORTED)).isEqualTo("100rel,timer");
        platform.answer(second, inside, 183, Peer.SDP, RELIABLE);
        var progress = provider.response(183);
        assertThat(progress.hasToken(Headers.REQUIRE, "100rel")).isTrue();
        assertThat(body(progress)).isEqualTo(Peer.SDP);
        provider.send(outside, OTHER_SDP, prack(2, progress));
        var prack = platform.request("PRACK");
        assertThat(prack.header(Headers.RACK)).isEqualTo("7 " + second.cseq() + " INVITE");
        assertThat(body(prack)).as("an offer in it").isEqualTo(OTHER_SDP);
        platform.answer(prack, inside, 200, OTHER_SDP);
        assertThat(body(provider.response(200, "PRACK"))).isEqualTo(OTHER_SDP);
        platform.answer(second, inside, 603, "");
        platform.request("ACK");
        provider.response(603);
    }

    /** RFC 3262 §5: the offer comes in the provisional answer, what it is answered with in the PRACK. */
    @Test
    void anOfferInAProvisionalAnswerIsAnsweredInThePrack() {
        invite("", "Supported: 100rel");
        var second = platform.request("INVITE");
        platform.answer(second, inside, 183, Peer.SDP, RELIABLE);
        var progress = provider.response(183);
        assertThat(body(progress)).isEqualTo(Peer.SDP);
        provider.send(outside, OTHER_SDP, prack(2, progress));
        var prack = platform.request("PRACK");
        assertThat(body(prack)).isEqualTo(OTHER_SDP);
        platform.answer(prack, inside, 200, "");
        provider.response(200, "PRACK");
        platform.answer(second, inside, 603, "");
        platform.request("ACK");
        provider.response(603);
    }

    @Test
    void a200OvertakesThePrack() {
        invite(Peer.SDP, "Supported: 100rel");
        var second = platform.request("INVITE");
        platform.answer(second, inside, 180, "", RELIABLE);
        var ringing = provider.response(180);
        platform.answer(second, inside, 200, Peer.SDP);
        platform.request("ACK");
        var ok = provider.response(200, "INVITE");
        provider.send(outside, "", prack(2, ringing));
        platform.answer(platform.request("PRACK"), inside, 200, "");
        provider.response(200, "PRACK");
        provider.send(outside, "", within("ACK", 1, provider, ok));
        hangUp(new Talk(second, ok), 3);
    }

    @Test
    void aCallerWhoInsistsGetsItFromTheGatewayAlone() {
        invite(Peer.SDP, "Require: 100rel");
        var second = platform.request("INVITE");
        assertThat(second.has(Headers.REQUIRE))
                .as("the platform need not know it")
                .isFalse();
        platform.answer(second, inside, 180, "");
        var ringing = provider.response(180);
        assertThat(ringing.hasToken(Headers.REQUIRE, "100rel")).isTrue();
        assertThat(provider.response(180).header(Headers.RSEQ)).as("repeated").isEqualTo(ringing.header(Headers.RSEQ));
        platform.answer(second, inside, 183, Peer.SDP);
        assertThat(provider.hearsStatus(183)).as("one at a time").isFalse();
        provider.send(outside, "", within("PRACK", 2, provider, ringing, "RAck: 1 2 INVITE"));
        provider.response(481, "PRACK");
        provider.send(outside, "", prack(3, ringing));
        provider.response(200, "PRACK");
        var progress = provider.response(183);
        assertThat(Long.parseLong(String.valueOf(progress.header(Headers.RSEQ))))
                .isEqualTo(Long.parseLong(String.valueOf(ringing.header(Headers.RSEQ))) + 1);
        provider.send(outside, OTHER_SDP, prack(4, progress));
        provider.response(488, "PRACK");
        assertThat(platform.hears("PRACK")).isFalse();
        answerAndHangUp(second, Peer.SDP, 5);
    }

    /** RFC 3262 §3: what answers the offer has to be there before the call is. */
    @Test
    void the2xxWaitsForThePrackOfItsSession() {
        invite(Peer.SDP, "Require: 100rel");
        var second = platform.request("INVITE");
        platform.answer(second, inside, 183, Peer.SDP);
        var progress = provider.response(183);
        platform.answer(second, inside, 200, Peer.SDP);
        platform.request("ACK");
        assertThat(provider.hearsStatus(200)).isFalse();
        provider.send(outside, "", prack(2, progress));
        provider.response(200, "PRACK");
        var ok = provider.response(200, "INVITE");
        provider.send(outside, "", within("ACK", 1, provider, ok));
        hangUp(new Talk(second, ok), 3);
    }

    @Test
    void aCallerWhoNeverAcknowledgesHasNoCall() {
        invite(Peer.SDP, "Require: 100rel");
        var second = platform.request("INVITE");
        platform.answer(second, inside, 180, "");
        provider.response(180);
        var cancel = platform.request("CANCEL");
        platform.answer(cancel, inside, 200, "");
        platform.answer(second, inside, 487, "");
        assertThat(provider.response(504).header(Headers.REASON)).contains("EB2B. No PRACK from the caller");
    }

    @Test
    void anAnsweredCallWithoutPrackIsEnded() {
        invite(Peer.SDP, "Require: 100rel");
        var second = platform.request("INVITE");
        platform.answer(second, inside, 183, Peer.SDP);
        provider.response(183);
        platform.answer(second, inside, 200, Peer.SDP);
        platform.request("ACK");
        platform.answer(platform.request("BYE"), inside, 200, "");
        provider.response(504);
    }

    /** RFC 3261 §21.4.15. */
    @Test
    void aProviderThatInsistsIsOfferedIt() {
        inviteOut(Peer.SDP);
        var first = provider.request("INVITE");
        assertThat(first.hasToken(Headers.SUPPORTED, "100rel")).isFalse();
        provider.answer(first, outside, 421, "", "Require: 100rel");
        provider.request("ACK");
        var second = provider.request("INVITE");
        assertThat(second.hasToken(Headers.SUPPORTED, "100rel")).isTrue();
        assertThat(second.callId()).isEqualTo(first.callId());
        provider.answer(second, outside, 404, "");
        provider.request("ACK");
        platform.response(404);
    }

    @Test
    void aProviderThatDoesItBadlyIsNotAsked() throws Exception {
        speaks(Map.of("rel100", false));
        inviteOut(Peer.SDP, "Supported: 100rel, timer");
        var second = provider.request("INVITE");
        assertThat(second.values(Headers.SUPPORTED)).containsExactly("timer");
        provider.answer(second, outside, 421, "", "Require: 100rel");
        provider.request("ACK");
        platform.response(421);
    }

    @Test
    void aCallingProviderThatDoesItBadlyIsNotAsked() throws Exception {
        speaks(Map.of("rel100", false));
        invite(Peer.SDP, "Supported: 100rel");
        var second = platform.request("INVITE");
        platform.answer(second, inside, 183, Peer.SDP, RELIABLE);
        platform.answer(platform.request("PRACK"), inside, 200, "");
        assertThat(provider.response(183).has(Headers.RSEQ)).isFalse();
        answerAndHangUp(second, "", 2);
    }
}
