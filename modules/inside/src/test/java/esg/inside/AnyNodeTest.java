package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.transport.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** INVITEs from a provider that reach a node which does not serve their account. */
class AnyNodeTest extends ClusterFixture {
    @Test
    void theOwnerCarriesTheCallAndAnswersLeaveByTheSocketTheInviteCameIn() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        assertThat(received.header(Headers.CONTACT))
                .as("the call's later requests go to its owner")
                .contains("127.0.0.1:" + there.address(Side.INSIDE).getPort());
        platform.answer(received, there.address(Side.INSIDE), 180, "");
        var ringing = provider.response(180);
        platform.answer(received, there.address(Side.INSIDE), 200, Peer.SDP);
        platform.request("ACK");
        var ok = provider.response(200);
        assertThat(provider.source(ringing)).isEqualTo(outside);
        assertThat(provider.source(ok)).isEqualTo(outside);
        assertThat(ok.toTag()).isEqualTo(ringing.toTag());
        assertThat(ok.header(Headers.CONTACT))
                .contains("127.0.0.1:" + there.address(Side.OUTSIDE).getPort());
        assertThat(body(ok)).isEqualTo(Peer.SDP);
        assertThat(there.calls.trunksInUse(P1)).isEqualTo(1);
        assertThat(here.book.liveCount()).isZero();

        provider.send(there.address(Side.OUTSIDE), "", within("ACK", 1, provider, ok));
        hangUpThere(new Talk(received, ok), 2);
    }

    @Test
    void anOwnerThatDoesNotHearIsAskedAgain() {
        here.dropped.set(2);
        hangUpThere(talkThere(), 2);
    }

    @Test
    void theCalleeHangsUp() {
        var talk = talkThere();
        platform.send(there.address(Side.INSIDE), "", talk.byCallee("BYE", 70, platform));
        platform.response(200, "BYE");
        provider.answer(provider.request("BYE"), there.address(Side.OUTSIDE), 200, "");
    }

    @Test
    void aRepeatedInviteDoesNotCrossAgain() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, there.address(Side.INSIDE), 180, "");
        provider.response(180);
        invite(Peer.SDP);
        assertThat(provider.source(provider.response(180)))
                .as("from the transaction at the ingress")
                .isEqualTo(outside);
        platform.answer(received, there.address(Side.INSIDE), 486, "");
        platform.request("ACK");
        var busy = provider.response(486);
        provider.send(outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + busy.toTag()));
    }

    @Test
    void cancelCrosses() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, there.address(Side.INSIDE), 180, "");
        provider.response(180);
        var lines = lines("CANCEL sip:100@127.0.0.1 SIP/2.0", provider, "1 CANCEL", "", "Reason: SIP;cause=487");
        lines[1] = lines[1].replace("1-CANCEL", "1-INVITE");
        provider.send(outside, "", lines);
        provider.response(200, "CANCEL");
        var cancel = platform.request("CANCEL");
        assertThat(cancel.header(Headers.REASON)).isEqualTo("SIP;cause=487");
        platform.answer(cancel, there.address(Side.INSIDE), 200, "");
        platform.answer(received, there.address(Side.INSIDE), 487, "");
        platform.request("ACK");
        var terminated = provider.response(487, "INVITE");
        assertThat(provider.source(terminated)).isEqualTo(outside);
        provider.send(
                outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + terminated.toTag()));
    }

    @Test
    void theOwnersDeathWhileRingingIsAnswered() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, there.address(Side.INSIDE), 180, "");
        provider.response(180);
        assertThat(there.spokenFor).as("the ingress answers").isEmpty();
        here.declareDead(there);
        var refused = provider.response(503);
        assertThat(refused.header(Headers.REASON)).startsWith("SIP;cause=503;text=\"EB2B. ");
        assertThat(provider.source(refused)).isEqualTo(outside);
    }

    @Test
    void theOwnerRefusesAStrangersAddress() throws Exception {
        try (var stranger = new Peer("127.0.0.9")) {
            var lines = lines("INVITE sip:100@127.0.0.1 SIP/2.0", stranger, "1 INVITE", "");
            lines[7] = "Contact: <sip:127.0.0.3>";
            stranger.send(outside, Peer.SDP, lines);
            assertThat(stranger.response(403).header(Headers.REASON)).contains("Source address is not allowed");
        }
    }

    @Test
    void anAccountThatNobodyMayServeIsAnswered503() {
        account(Map.of("serveridxs", List.of(9)));
        await().until(() -> there.served.find(P1) == null);
        invite(Peer.SDP);
        assertThat(provider.response(503).header(Headers.REASON)).contains("No instance serves the account now");
    }
}
