package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.transport.Side;
import esg.trunk.call.LostCaller;
import org.junit.jupiter.api.Test;

/** A call whose node dies before it was answered. */
class LostCallerTest extends CallFixture {
    @Test
    void theCallerHearsOfItFromAnotherNode() throws Exception {
        invite(Peer.SDP);
        var ringing = platform.request("INVITE");
        platform.answer(ringing, inside, 180, "");
        provider.response(180);
        await().until(() -> gateway.kept.ringing.size() == 1);
        var kept = gateway.kept.ringing.values().iterator().next();
        try (var other = new Gateway()) {
            LostCaller.refuse(other.edge, kept);
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
        platform.answer(ringing, inside, 486, "");
        platform.request("ACK");
        provider.response(486);
        provider.send(outside, "", within("ACK", 1, provider, ringing));
        await().until(() -> gateway.kept.ringing.isEmpty());
    }
}
