package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.transport.Side;
import esg.trunk.call.CallView;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** INVITEs from the inside that are to leave by an account of another node. */
class RemoteAccountTest extends ClusterFixture {
    @Test
    void itsNodeCarriesTheCall() {
        inviteOut(Peer.SDP);
        var received = provider.request("INVITE");
        assertThat(provider.source(received)).isEqualTo(there.address(Side.OUTSIDE));
        assertThat(received.has("X-Esg-Account")).isFalse();
        provider.answer(received, there.address(Side.OUTSIDE), 180, "");
        assertThat(platform.source(platform.response(180))).isEqualTo(inside);
        provider.answer(received, there.address(Side.OUTSIDE), 200, Peer.SDP);
        provider.request("ACK");
        var ok = platform.response(200);
        assertThat(platform.source(ok)).isEqualTo(inside);
        assertThat(ok.header(Headers.CONTACT))
                .contains("127.0.0.1:" + there.address(Side.INSIDE).getPort());
        assertThat(there.calls.trunksInUse(P1)).isEqualTo(1);
        platform.send(there.address(Side.INSIDE), "", within("ACK", 1, platform, ok));
        platform.send(there.address(Side.INSIDE), "", within("BYE", 2, platform, ok));
        platform.response(200, "BYE");
        provider.answer(provider.request("BYE"), there.address(Side.OUTSIDE), 200, "");
    }

    @Test
    void theProvidersAnswerComesBackAsItIs() {
        inviteOut(Peer.SDP);
        var received = provider.request("INVITE");
        provider.answer(received, there.address(Side.OUTSIDE), 486, "", "Warning: 399 x \"busy\"");
        provider.request("ACK");
        var busy = platform.response(486);
        assertThat(busy.header("Warning")).contains("busy");
        acknowledge(busy.toTag());
    }

    @Test
    void cancelCrosses() {
        inviteOut(Peer.SDP);
        var received = provider.request("INVITE");
        provider.answer(received, there.address(Side.OUTSIDE), 180, "");
        platform.response(180);
        var lines = lines("CANCEL sip:100@127.0.0.1 SIP/2.0", platform, "1 CANCEL", "");
        lines[1] = lines[1].replace("1-CANCEL", "1-INVITE");
        platform.send(inside, "", lines);
        SipRequest cancel = provider.request("CANCEL");
        provider.answer(cancel, there.address(Side.OUTSIDE), 200, "");
        provider.answer(received, there.address(Side.OUTSIDE), 487, "");
        provider.request("ACK");
        acknowledge(platform.response(487, "INVITE").toTag());
    }

    @Test
    void aFullAccountIsFollowedByTheNextRule() {
        var refusedHere = refusedBy(here);
        var refusedThere = refusedBy(there);
        account(Map.of("trunks", 0));
        await().until(() -> Integer.valueOf(0)
                .equals(there.served.all().iterator().next().account().trunks()));
        feed.route(Map.of("origin", "subscriber", "action", "external", "target", "p1"));
        feed.route(Map.of("origin", "subscriber", "action", "uri", "target", "sip:x@" + provider.at(), "priority", 20));
        platform.send(inside, Peer.SDP, lines("INVITE sip:100@127.0.0.1 SIP/2.0", platform, "1 INVITE", ""));
        var received = provider.request("INVITE");
        assertThat(provider.source(received)).as("a call of this node's own").isEqualTo(inside);
        provider.answer(received, inside, 603, "");
        provider.request("ACK");
        acknowledge(platform.response(603).toTag());
        assertThat(refusedThere).as("the node that asked its account").hasSize(1);
        assertThat(refusedHere).isEmpty();
    }

    @Test
    void aFailoverCodeIsFollowedByTheNextRule() {
        feed.route(Map.of("origin", "subscriber", "action", "external", "target", "p1", "failovercodes", List.of(486)));
        feed.route(Map.of(
                "origin", "subscriber", "action", "reject", "code", 480, "reason", "that is all", "priority", 20));
        platform.send(inside, Peer.SDP, lines("INVITE sip:100@127.0.0.1 SIP/2.0", platform, "1 INVITE", ""));
        var received = provider.request("INVITE");
        provider.answer(received, there.address(Side.OUTSIDE), 486, "");
        provider.request("ACK");
        var refused = platform.response(480);
        assertThat(refused.header(Headers.REASON)).contains("that is all");
        acknowledge(refused.toTag());
    }

    @Test
    void theOwnersDeathIsFollowedByTheNextRule() {
        feed.route(Map.of("origin", "subscriber", "action", "external", "target", "p1"));
        feed.route(Map.of(
                "origin", "subscriber", "action", "reject", "code", 480, "reason", "that is all", "priority", 20));
        platform.send(inside, Peer.SDP, lines("INVITE sip:100@127.0.0.1 SIP/2.0", platform, "1 INVITE", ""));
        var received = provider.request("INVITE");
        provider.answer(received, there.address(Side.OUTSIDE), 180, "");
        platform.response(180);
        here.declareDead(there);
        acknowledge(platform.response(480).toTag());
    }

    @Test
    void anAccountThatNobodyMayServeIsRefused() {
        account(Map.of("serveridxs", List.of(9)));
        await().until(() -> there.served.find(P1) == null);
        var refused = refusedBy(here);
        inviteOut(Peer.SDP);
        assertThat(platform.response(503).header(Headers.REASON)).contains("No instance serves the account now");
        await().untilAsserted(() -> assertThat(refused).singleElement().satisfies(call -> {
            assertThat(call.account()).isEqualTo(P1);
            assertThat(call.code()).isEqualTo(503);
        }));
    }

    /** For their records. */
    private static List<CallView> refusedBy(GatewayNode node) {
        var refused = new CopyOnWriteArrayList<CallView>();
        node.book.whenRefused(call -> refused.add(call.get()));
        return refused;
    }

    private void acknowledge(@org.jspecify.annotations.Nullable String toTag) {
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + toTag));
    }
}
