package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.transport.Side;
import esg.trunk.call.LostCall;
import esg.trunk.call.RingingCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A call whose node dies before it was answered. */
class LostCallTest extends CallFixture {
    private RingingCall kept() {
        await().until(() -> gateway.kept.ringing.size() == 1);
        return gateway.kept.ringing.values().iterator().next();
    }

    private RingingCall keptWithCallee() {
        await().until(() -> kept().callee() != null);
        return kept();
    }

    /** The call ends at the node it began on, which lives in truth. */
    private void decline(SipRequest ringing) {
        platform.answer(ringing, inside, 486, "");
        platform.request("ACK");
        provider.response(486);
        provider.send(outside, "", within("ACK", 1, provider, ringing));
        await().until(() -> gateway.kept.ringing.isEmpty());
    }

    @Test
    void theCallerHearsOfItFromAnotherNode() throws Exception {
        invite(Peer.SDP);
        var ringing = platform.request("INVITE");
        assertThat(kept().callee())
                .as("an INVITE nobody answered is not taken back")
                .isNull();
        platform.answer(ringing, inside, 180, "");
        provider.response(180);
        try (var other = new Gateway()) {
            LostCall.giveUp(other.edge, kept());
            var refusal = provider.response(503);
            assertThat(refusal.callId()).isEqualTo("call-" + provider.port());
            assertThat(refusal.topVia().branch()).isEqualTo("z9hG4bK1-INVITE" + provider.port());
            assertThat(refusal.header(Headers.REASON)).contains("Node of the call is gone");
            assertThat(refusal.header(Headers.RETRY_AFTER)).isEqualTo("1");
            assertThat(provider.response(503))
                    .as("said again, for nobody acknowledges it here")
                    .isNotNull();
            assertThat(other.address(Side.OUTSIDE)).isNotEqualTo(outside);
        }
        decline(ringing);
    }

    @Test
    void theCalleeStopsRinging() throws Exception {
        invite(Peer.SDP);
        var ringing = platform.request("INVITE");
        platform.answer(ringing, inside, 100, "");
        try (var other = new Gateway()) {
            LostCall.giveUp(other.edge, keptWithCallee());
            var cancel = platform.request("CANCEL");
            assertThat(platform.source(cancel)).isEqualTo(other.address(Side.INSIDE));
            assertThat(cancel.headers(Headers.VIA))
                    .as("by which the callee knows the INVITE, §17.2.3")
                    .isEqualTo(ringing.headers(Headers.VIA));
            assertThat(cancel.requestUriText()).isEqualTo(ringing.requestUriText());
            assertThat(cancel.callId()).isEqualTo(ringing.callId());
            assertThat(cancel.fromTag()).isEqualTo(ringing.fromTag());
            assertThat(cancel.toTag()).isNull();
            assertThat(cancel.cseq()).isEqualTo(ringing.cseq());
            platform.answer(cancel, other.address(Side.INSIDE), 200, "");
        }
        decline(ringing);
    }

    @Test
    void anAnsweredChallengeIsTakenBackNotTheFirstInvite() throws Exception {
        gateway.account(Map.of(
                "code", "p1", "domain", "127.0.0.3", "proxyport", provider.port(), "username", "u", "pwd", "secret"));
        inviteOut(Peer.SDP);
        var first = provider.request("INVITE");
        provider.answer(first, outside, 100, "");
        await().until(() -> kept().callee() != null);
        provider.answer(first, outside, 401, "", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", algorithm=MD5");
        provider.request("ACK");
        var second = provider.request("INVITE");
        provider.answer(second, outside, 183, "");
        platform.response(183);
        try (var other = new Gateway()) {
            LostCall.giveUp(other.edge, keptWithCallee());
            assertThat(provider.request("CANCEL").cseq()).isEqualTo(second.cseq());
        }
        provider.answer(second, outside, 486, "");
        provider.request("ACK");
        var busy = platform.response(486);
        platform.send(inside, "", within("ACK", 1, platform, busy));
    }
}
