package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.SipRequest;
import esg.trunk.call.Dialogs.Party;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call tells the stand-by, and when. */
class StandByTest extends CallFixture {
    private static final String CALLEES = Peer.SDP.replace("audio 4000", "audio 5000");
    private static final String LATER = Peer.SDP.replace("audio 4000", "audio 6000");

    @BeforeEach
    void alone() {
        gateway.kept.wanted = false;
    }

    private void somebodyJoins() {
        gateway.kept.wanted = true;
        gateway.calls.report();
    }

    private Talk answered() {
        invite(Peer.SDP);
        return answer(platform.request("INVITE"));
    }

    private Talk answer(SipRequest received) {
        platform.answer(received, inside, 200, CALLEES);
        platform.request("ACK");
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        return new Talk(received, ok);
    }

    private Map<Party, String> keptSessions() {
        await().until(() -> !gateway.kept.calls.isEmpty());
        var texts = new EnumMap<Party, String>(Party.class);
        gateway.kept.calls.values().iterator().next().sdp().forEach((party, sdp) -> texts.put(party, text(sdp)));
        return texts;
    }

    private static String text(byte[] sdp) {
        return new String(sdp, StandardCharsets.UTF_8);
    }

    @Test
    void nothingWhileTheNodeIsAlone() {
        var talk = answered();
        provider.send(outside, "x", within("INFO", 2, provider, talk.ok()));
        platform.answer(platform.request("INFO"), inside, 200, "");
        provider.response(200, "INFO");
        assertThat(gateway.kept.calls).isEmpty();
        assertThat(gateway.kept.ringing).isEmpty();
        hangUp(talk, 3);
    }

    @Test
    void callsThatStandWhenSomebodyJoins() {
        var talk = answered();
        somebodyJoins();
        assertThat(keptSessions()).isEqualTo(Map.of(Party.CALLER, Peer.SDP, Party.CALLEE, CALLEES));
        hangUp(talk, 2);
        await().until(() -> gateway.kept.calls.isEmpty());
    }

    @Test
    void theSessionsOfToday() {
        var talk = answered();
        provider.send(outside, LATER, within("INVITE", 2, provider, talk.ok()));
        platform.answer(platform.request("INVITE"), inside, 200, Peer.SDP);
        platform.request("ACK");
        provider.response(200, "INVITE");
        provider.send(outside, "", within("ACK", 2, provider, talk.ok()));
        somebodyJoins();
        assertThat(keptSessions()).isEqualTo(Map.of(Party.CALLER, LATER, Party.CALLEE, Peer.SDP));
        hangUp(talk, 3);
    }

    @Test
    void callsThatRingWhenSomebodyJoins() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, inside, 180, "");
        provider.response(180);
        assertThat(gateway.kept.ringing).isEmpty();
        somebodyJoins();
        await().until(() -> gateway.kept.ringing.size() == 1);
        var talk = answer(received);
        assertThat(keptSessions()).containsEntry(Party.CALLEE, CALLEES);
        hangUp(talk, 2);
    }
}
