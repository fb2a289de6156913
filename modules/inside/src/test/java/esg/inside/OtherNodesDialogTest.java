package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.transport.Side;
import org.junit.jupiter.api.Test;

/** Requests inside a dialog that reach a node which does not carry the call. */
class OtherNodesDialogTest extends ClusterFixture {
    @Test
    void theyReachTheirCallFromEitherSide() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, there.address(Side.INSIDE), 200, Peer.SDP);
        platform.request("ACK");
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        var talk = new Talk(received, ok);

        provider.send(outside, "x", within("INFO", 2, provider, ok));
        var info = platform.request("INFO");
        assertThat(platform.source(info)).isEqualTo(there.address(Side.INSIDE));
        platform.answer(info, there.address(Side.INSIDE), 200, "");
        assertThat(provider.source(provider.response(200, "INFO"))).isEqualTo(outside);
        assertThat(there.book.liveCount()).as("its ACK arrived").isEqualTo(1);

        platform.send(inside, "", talk.byCallee("BYE", 70, platform));
        assertThat(platform.source(platform.response(200, "BYE"))).isEqualTo(inside);
        provider.answer(provider.request("BYE"), there.address(Side.OUTSIDE), 200, "");
    }

    @Test
    void aReinviteAndItsAckCross() {
        var talk = talkThere();
        reinviteFromHere(talk, 2);
        hangUpThere(talk, 3);
    }

    @Test
    void aStrangerIsRefusedWhereverItCameIn() throws Exception {
        var talk = talkThere();
        try (var stranger = new Peer("127.0.0.9")) {
            var lines = within("BYE", 7, provider, talk.ok());
            lines[1] = "Via: SIP/2.0/UDP " + stranger.at() + ";branch=z9hG4bKstranger";
            stranger.send(outside, "", lines);
            assertThat(stranger.response(403).header(Headers.REASON)).contains("EB2B. Source address is not allowed");
        }
        hangUpThere(talk, 2);
    }

    @Test
    void dialogsOfNobodyAndOfTheDeadAreUnknown() {
        var talk = talkThere();
        hangUpThere(talk, 2);
        await().until(() -> there.book.liveCount() == 0); // a call that ends still answers a BYE
        provider.send(outside, "", within("BYE", 3, provider, talk.ok()));
        assertThat(provider.response(481).header(Headers.REASON)).contains("EB2B. No such dialog");
        here.declareDead(there);
        provider.send(outside, "", within("BYE", 4, provider, talk.ok()));
        assertThat(provider.response(481).header(Headers.REASON)).contains("EB2B. No such dialog");
        provider.send(outside, "", lines("BYE sip:x@127.0.0.1 SIP/2.0", provider, "5 BYE", ";tag=7.abcdefghij"));
        assertThat(provider.response(481).header(Headers.REASON)).contains("EB2B. No such dialog");
    }
}
