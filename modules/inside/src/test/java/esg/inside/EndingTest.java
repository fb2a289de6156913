package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a call ends: whoever ends it and whatever is lost, both legs end. */
class EndingTest extends CallFixture {
    private void cancel(String... more) {
        var head = lines("CANCEL sip:100@127.0.0.1 SIP/2.0", provider, "1 CANCEL", "", more);
        head[1] = "Via: SIP/2.0/UDP " + provider.at() + ";branch=z9hG4bK1-INVITE" + provider.port();
        provider.send(outside, "", head);
    }

    @Test
    void cancelReachesTheOtherSideWithItsReason() {
        invite(Peer.SDP);
        var second = platform.request("INVITE");
        platform.answer(second, inside, 180, "");
        provider.response(180);
        cancel("Reason: SIP;cause=200;text=\"elsewhere\"");
        provider.response(200, "CANCEL");
        provider.response(487);
        var cancel = platform.request("CANCEL");
        assertThat(cancel.topVia().branch()).isEqualTo(second.topVia().branch());
        assertThat(cancel.header(Headers.REASON)).contains("elsewhere");
        platform.answer(cancel, inside, 200, "");
        platform.answer(second, inside, 487, "");
        platform.request("ACK");
    }

    @Test
    void aCancelWaitsForTheFirstAnswer() {
        invite(Peer.SDP);
        var second = platform.request("INVITE");
        cancel();
        provider.response(487);
        assertThat(platform.hears("CANCEL")).as("RFC 3261 §9.1").isFalse();
        platform.answer(second, inside, 100, "");
        platform.answer(platform.request("CANCEL"), inside, 200, "");
        platform.answer(second, inside, 487, "");
        platform.request("ACK");
    }

    @Test
    void anAnswerThatCrossedTheCancelLeavesNoGhost() {
        invite(Peer.SDP);
        var second = platform.request("INVITE");
        platform.answer(second, inside, 180, "");
        provider.response(180);
        cancel();
        provider.response(487);
        platform.request("CANCEL");
        platform.answer(second, inside, 200, Peer.SDP);
        platform.request("ACK");
        var bye = platform.request("BYE");
        assertThat(bye.callId()).isEqualTo(second.callId());
        platform.answer(bye, inside, 200, "");
    }

    @Test
    void aSecondForkThatAnswersIsEnded() {
        invite(Peer.SDP);
        var second = platform.request("INVITE");
        platform.answer(second, inside, 200, Peer.SDP);
        platform.request("ACK");
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        platform.send(
                inside,
                "",
                "SIP/2.0 200 OK",
                "Via: " + second.header(Headers.VIA),
                "From: " + second.header(Headers.FROM),
                "To: " + second.header(Headers.TO) + ";tag=fork",
                "Call-ID: " + second.callId(),
                "CSeq: " + second.header(Headers.CSEQ),
                "Contact: <sip:fork@" + platform.at() + ">");
        assertThat(platform.request("ACK").toTag()).isEqualTo("fork");
        var bye = platform.request("BYE");
        assertThat(bye.toTag()).isEqualTo("fork");
        platform.answer(bye, inside, 200, "");
        hangUp(new Talk(second, ok), 2);
    }

    @Test
    void aRepeatedOkIsAcknowledgedAgain() {
        var talk = talk();
        platform.answer(talk.received(), inside, 200, Peer.SDP);
        assertThat(platform.request("ACK").cseq()).isEqualTo(talk.received().cseq());
        hangUp(talk, 2);
    }

    @Test
    void theCalleeMayHangUp() {
        var talk = talk();
        platform.send(inside, "", talk.byCallee("BYE", 50, platform, "Reason: Q.850;cause=16"));
        platform.response(200, "BYE");
        var bye = provider.request("BYE");
        assertThat(bye.callId()).isEqualTo("call-" + provider.port());
        assertThat(bye.toTag()).isEqualTo("caller");
        assertThat(bye.header(Headers.REASON)).isEqualTo("Q.850;cause=16");
        provider.answer(bye, outside, 200, "");
    }

    @Test
    void repeatsTheOkUntilTheAckAndThenGivesUp() {
        invite(Peer.SDP);
        platform.answer(platform.request("INVITE"), inside, 200, Peer.SDP);
        platform.request("ACK");
        for (int i = 0; i < 3; i++) provider.response(200);
        // No ACK comes: RFC 3261 §13.3.1.4.
        provider.answer(provider.request("BYE"), outside, 200, "");
        platform.answer(platform.request("BYE"), inside, 200, "");
    }

    @Test
    void aByeNobodyAnswersEndsTheCallAllTheSame() {
        var talk = talk();
        provider.send(outside, "", within("BYE", 2, provider, talk.ok()));
        provider.response(200, "BYE");
        platform.request("BYE");
    }

    @Test
    void aDialogThatTheOtherSideHasForgottenIsEnded() {
        var talk = talk();
        provider.send(outside, Peer.SDP, within("INVITE", 2, provider, talk.ok()));
        var again = platform.request("INVITE");
        platform.answer(again, inside, 481, "");
        platform.request("ACK");
        var refused = provider.response(481);
        provider.send(outside, "", within("ACK", 2, provider, refused));
        provider.answer(provider.request("BYE"), outside, 200, "");
        platform.answer(platform.request("BYE"), inside, 481, "");
    }

    @Test
    void silenceEndsTheCallWithAReason() {
        invite(Peer.SDP);
        platform.request("INVITE");
        assertThat(provider.response(408).header(Headers.REASON)).contains("EB2B. No answer");
    }

    @Test
    void ringingIsNotEndless() {
        invite(Peer.SDP);
        var second = platform.request("INVITE");
        platform.answer(second, inside, 180, "");
        provider.response(408);
        platform.answer(platform.request("CANCEL"), inside, 200, "");
        platform.answer(second, inside, 487, "");
        platform.request("ACK");
    }

    @Test
    void tooManyTrunksForTheFirstAccountLeadToTheSecond() throws IOException {
        try (var other = new Peer("127.0.0.4")) {
            gateway.account(Map.of("code", "full", "domain", "127.0.0.5", "trunks", 0));
            gateway.account(Map.of("code", "p2", "domain", "127.0.0.4", "proxyport", other.port()));
            gateway.route(
                    Map.of("name", "a", "priority", 1, "origin", "subscriber", "action", "external", "target", "full"));
            gateway.route(
                    Map.of("name", "b", "priority", 2, "origin", "subscriber", "action", "external", "target", "p1"));
            gateway.route(Map.of(
                    "name",
                    "c",
                    "priority",
                    3,
                    "origin",
                    "subscriber",
                    "action",
                    "external",
                    "target",
                    "p2",
                    "touser",
                    "55"));
            platform.send(inside, Peer.SDP, lines("INVITE sip:100@x SIP/2.0", platform, "1 INVITE", ""));
            var first = provider.request("INVITE");
            provider.answer(first, outside, 503, "");
            provider.request("ACK");
            var second = other.request("INVITE");
            assertThat(second.requestUriText()).isEqualTo("sip:55@127.0.0.4");
            assertThat(second.callId()).isNotEqualTo(first.callId());
            other.answer(second, outside, 200, Peer.SDP);
            other.request("ACK");
            var ok = platform.response(200);
            platform.send(inside, "", within("ACK", 1, platform, ok));
            platform.send(inside, "", within("BYE", 2, platform, ok));
            platform.response(200, "BYE");
            other.answer(other.request("BYE"), outside, 200, "");
        }
    }

    @Test
    void aCallFromOneProviderToAnotherCountsOnBoth() throws IOException {
        try (var other = new Peer("127.0.0.4")) {
            gateway.account(Map.of("code", "p2", "domain", "127.0.0.4", "proxyport", other.port()));
            gateway.route(Map.of(
                    "name", "through", "priority", 1, "origin", "provider", "action", "external", "target", "p2"));
            invite(Peer.SDP);
            var second = other.request("INVITE");
            assertThat(second.requestUriText()).isEqualTo("sip:100@127.0.0.4");
            other.answer(second, outside, 200, Peer.SDP);
            other.request("ACK");
            var ok = provider.response(200);
            provider.send(outside, "", within("ACK", 1, provider, ok));
            assertThat(gateway.book.liveCount()).isEqualTo(2);
            provider.send(outside, "", within("BYE", 2, provider, ok));
            other.answer(other.request("BYE"), outside, 200, "");
        }
    }
}
