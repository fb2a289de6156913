package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.trunk.call.LostCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Phones of one subscriber that ring together (RFC 3261 §16.6, §16.7). */
class ForkTest extends CallFixture {
    private Phone desk;
    private Phone soft;
    private SipRequest atDesk;
    private SipRequest atSoft;

    @SuppressWarnings("NullAway.Init")
    ForkTest() {}

    @BeforeEach
    void ringBoth() throws Exception {
        gateway.subscriber("alice", "100", Map.of());
        gateway.route(Map.of("priority", 1, "origin", "provider", "action", "subscriber"));
        desk = new Phone(inside, "alice", "pw-alice");
        soft = new Phone(inside, "alice", "pw-alice");
        desk.register();
        soft.register();
        invite(Peer.SDP, "Supported: timer, 100rel");
        atDesk = desk.peer.request("INVITE");
        atSoft = soft.peer.request("INVITE");
    }

    @AfterEach
    void closePhones() {
        desk.close();
        soft.close();
    }

    private void answer(Phone phone, SipRequest request, int status, String body) {
        phone.peer.answer(request, inside, status, body);
    }

    /** The phone hears that it rang for nothing. */
    private void takenBack(Phone phone, SipRequest invite) {
        var cancel = phone.peer.request("CANCEL");
        assertThat(cancel.topVia().branch()).isEqualTo(invite.topVia().branch());
        answer(phone, cancel, 200, "");
        answer(phone, invite, 487, "");
        phone.peer.request("ACK");
    }

    @Test
    void theFirstThatAnswersHasTheCall() {
        answer(desk, atDesk, 180, "");
        provider.response(180);
        answer(soft, atSoft, 180, "");
        answer(soft, atSoft, 200, Peer.SDP);
        var ok = provider.response(200);
        takenBack(desk, atDesk);
        soft.peer.request("ACK");
        provider.send(outside, "", within("ACK", 1, provider, ok));
        provider.send(outside, "", within("BYE", 2, provider, ok));
        provider.response(200, "BYE");
        answer(soft, soft.peer.request("BYE"), 200, "");
        assertThat(desk.peer.hears("BYE")).isFalse();
    }

    @Test
    void anAnswerThatCrossesItsCancelIsEndedAtOnce() {
        answer(desk, atDesk, 180, "");
        provider.response(180);
        answer(soft, atSoft, 200, Peer.SDP);
        var ok = provider.response(200);
        answer(desk, desk.peer.request("CANCEL"), 200, "");
        answer(desk, atDesk, 200, Peer.SDP);
        desk.peer.request("ACK");
        answer(desk, desk.peer.request("BYE"), 200, "");
        provider.send(outside, "", within("ACK", 1, provider, ok));
        provider.send(outside, "", within("BYE", 2, provider, ok));
        provider.response(200, "BYE");
        answer(soft, soft.peer.request("BYE"), 200, "");
    }

    /** The caller is given one session: that of the phone that takes the call. */
    @Test
    void nobodysEarlyMediaIsHeard() {
        answer(desk, atDesk, 183, Peer.SDP);
        assertThat(provider.response(183).bodyLength()).isZero();
        answer(soft, atSoft, 180, Peer.SDP);
        var ringing = provider.response(180);
        assertThat(ringing.bodyLength()).isZero();
        assertThat(ringing.has(Headers.CONTACT)).isTrue();
        answer(desk, atDesk, 603, "");
        desk.peer.request("ACK");
        takenBack(soft, atSoft);
        provider.response(603);
    }

    /** What one phone says in a reliable 1xx it need not repeat in its 2xx, and the caller would never have it. */
    @Test
    void phonesAreNotAskedForReliableAnswers() {
        assertThat(atDesk.values(Headers.SUPPORTED)).containsExactly("timer");
        assertThat(atSoft.values(Headers.SUPPORTED)).containsExactly("timer");
    }

    @Test
    void whoDeclinesSpeaksForAll() {
        answer(soft, atSoft, 180, "");
        provider.response(180);
        answer(desk, atDesk, 603, "");
        desk.peer.request("ACK");
        provider.response(603);
        takenBack(soft, atSoft);
    }

    @Test
    void theCallerHearsTheBestAnswerWhenAllHaveRefused() {
        answer(desk, atDesk, 503, "");
        desk.peer.request("ACK");
        answer(soft, atSoft, 486, "");
        soft.peer.request("ACK");
        provider.response(486);
    }

    @Test
    void whoSaysNothingKeepsNobodyWaiting() {
        answer(desk, atDesk, 486, "");
        desk.peer.request("ACK");
        provider.response(486);
    }

    /** Should the node die, another one takes back all of them. */
    @Test
    void theStandByKnowsAllThatRing() throws Exception {
        answer(desk, atDesk, 180, "");
        provider.response(180);
        answer(soft, atSoft, 183, "");
        provider.response(183);
        await().until(() -> gateway.kept.ringing.values().stream()
                .anyMatch(call -> call.callee() != null && call.others().size() == 1));
        try (var other = new Gateway()) {
            LostCall.giveUp(other.edge, gateway.kept.ringing.values().iterator().next());
            assertThat(desk.peer.request("CANCEL").topVia().branch())
                    .isEqualTo(atDesk.topVia().branch());
            assertThat(soft.peer.request("CANCEL").topVia().branch())
                    .isEqualTo(atSoft.topVia().branch());
        }
        for (var phone : List.of(desk, soft)) {
            answer(phone, phone == desk ? atDesk : atSoft, 486, "");
            phone.peer.request("ACK");
        }
        provider.response(486);
    }

    @Test
    void theCallersCancelReachesAll() {
        answer(desk, atDesk, 180, "");
        provider.response(180);
        answer(soft, atSoft, 183, "");
        provider.response(183);
        var cancel = lines("CANCEL sip:100@127.0.0.1 SIP/2.0", provider, "1 CANCEL", "");
        cancel[1] = "Via: SIP/2.0/UDP " + provider.at() + ";branch=z9hG4bK1-INVITE" + provider.port();
        provider.send(outside, "", cancel);
        provider.response(200, "CANCEL");
        provider.response(487);
        takenBack(desk, atDesk);
        takenBack(soft, atSoft);
    }
}
