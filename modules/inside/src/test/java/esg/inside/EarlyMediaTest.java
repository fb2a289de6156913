package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a caller hears before the answer (RFC 3960): all that comes, or only that it rings. */
class EarlyMediaTest extends CallFixture {
    private static final String[] RELIABLE = {"Require: 100rel", "RSeq: 7"};

    private void keepsBack() throws Exception {
        var account = new HashMap<>(account());
        account.put("opts", Map.of("earlymedia", "ringing"));
        gateway.account(account);
    }

    private void endAfter(SipRequest second, String session) {
        provider.answer(second, outside, 200, session);
        provider.request("ACK");
        var ok = platform.response(200);
        assertThat(body(ok)).isEqualTo(Peer.SDP);
        platform.send(inside, "", within("ACK", 1, platform, ok));
        platform.send(inside, "", within("BYE", 2, platform, ok));
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    @Test
    void everyProvisionalAnswerReachesTheCaller() {
        inviteOut(Peer.SDP);
        var second = provider.request("INVITE");
        for (int status : List.of(183, 180, 181, 182, 183, 180)) {
            var session = status == 183 ? Peer.SDP : "";
            provider.answer(second, outside, status, session);
            assertThat(body(platform.response(status))).isEqualTo(session);
        }
        endAfter(second, Peer.SDP);
    }

    /** RFC 6228 §4: to those who asked for it. */
    @Test
    void theEndOfAForkIsToldToWhomItMeansSomething() {
        inviteOut(Peer.SDP);
        var second = provider.request("INVITE");
        provider.answer(second, outside, 199, "");
        assertThat(platform.hearsStatus(199)).isFalse();
        endAfter(second, Peer.SDP);
    }

    @Test
    void aSessionKeptBackIsRinging() throws Exception {
        keepsBack();
        inviteOut(Peer.SDP);
        var second = provider.request("INVITE");
        provider.answer(second, outside, 183, "");
        assertThat(platform.response(183).bodyLength()).isZero();
        provider.answer(second, outside, 183, Peer.SDP, "P-Asserted-Identity: <sip:100@127.0.0.3>");
        var ringing = platform.response(180);
        assertThat(ringing.bodyLength()).isZero();
        assertThat(ringing.header("P-Asserted-Identity")).isEqualTo("<sip:100@127.0.0.3>");
        provider.answer(second, outside, 182, Peer.SDP);
        assertThat(platform.response(182).bodyLength()).isZero();
        endAfter(second, Peer.SDP);
    }

    /** RFC 6337 §3.1.1: the provider has answered the offer in its 183 and need not do so again. */
    @Test
    void aSessionKeptBackComesWithTheAnswer() throws Exception {
        keepsBack();
        inviteOut(Peer.SDP, "Supported: 100rel");
        var second = provider.request("INVITE");
        provider.answer(second, outside, 183, Peer.SDP, RELIABLE);
        provider.answer(provider.request("PRACK"), outside, 200, "");
        var ringing = platform.response(180);
        assertThat(ringing.bodyLength()).isZero();
        assertThat(ringing.has(Headers.RSEQ)).isFalse();
        endAfter(second, "");
    }

    /** Only the caller can answer an offer that comes in a reliable answer (RFC 3262 §5): it is not kept back. */
    @Test
    void anOfferIsNotKeptBack() throws Exception {
        keepsBack();
        inviteOut("", "Supported: 100rel");
        var second = provider.request("INVITE");
        provider.answer(second, outside, 183, Peer.SDP, RELIABLE);
        assertThat(body(platform.response(183))).isEqualTo(Peer.SDP);
        provider.answer(second, outside, 404, "");
        provider.request("ACK");
        platform.response(404);
    }

    @Test
    void aCallingProviderHearsNoSessionEither() throws Exception {
        keepsBack();
        invite(Peer.SDP);
        var second = platform.request("INVITE");
        platform.answer(second, inside, 183, Peer.SDP);
        assertThat(provider.response(180).bodyLength()).isZero();
        platform.answer(second, inside, 404, "");
        platform.request("ACK");
        provider.response(404);
    }
}
