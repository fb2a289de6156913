package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.transport.Side;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The trunk limit of an account that moved while it had a call. */
class TrunksOverNodesTest extends ClusterFixture {
    @Test
    void callsLeftBehindCountAtTheNewOwner() throws Exception {
        account(Map.of("trunks", 1));
        var talk = talkThere();
        account(Map.of("trunks", 1, "serveridxs", List.of(1)));
        await().atMost(Duration.ofSeconds(20)).until(() -> elsewhere(here) == 1);
        assertThat(there.served.find(P1)).isNull();

        try (var another = new Peer("127.0.0.3")) {
            another.send(outside, Peer.SDP, lines("INVITE sip:100@127.0.0.1 SIP/2.0", another, "1 INVITE", ""));
            var full = another.response(486);
            assertThat(full.header(Headers.REASON)).contains("Trunk limit of the account is reached");
            another.send(outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", another, "1 ACK", ";tag=" + full.toTag()));

            hangUpThere(talk, 2);
            await().until(() -> elsewhere(here) == 0);
            another.send(outside, Peer.SDP, lines("INVITE sip:100@127.0.0.1 SIP/2.0", another, "2 INVITE", ""));
            platform.answer(platform.request("INVITE"), here.address(Side.INSIDE), 603, "");
            platform.request("ACK");
            var declined = another.response(603);
            another.send(
                    outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", another, "2 ACK", ";tag=" + declined.toTag()));
        }
    }

    private static int elsewhere(GatewayNode node) {
        var served = node.served.find(P1);
        return served == null ? -1 : served.trunksElsewhere().all();
    }
}
