package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.transport.Side;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A node that has given its accounts away and waits for its last calls: new ones come as long as providers know no other way. */
class LeavingNodeTest extends ClusterFixture {
    @Test
    void invitesGoToTheNewOwner() {
        here.calls.close();
        hangUpThere(talkThere(), 2);
    }

    @Test
    void whatNobodyHasAnsweredYetIsCounted() {
        here.calls.close();
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        assertThat(here.remote.open()).isEqualTo(1);
        platform.answer(received, there.address(Side.INSIDE), 486, "");
        platform.request("ACK");
        var busy = provider.response(486);
        provider.send(outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + busy.toTag()));
        await().until(() -> here.remote.open() == 0);
    }

    @Test
    void anOwnerThatLeavesRefuses() {
        there.calls.close();
        invite(Peer.SDP);
        assertThat(provider.response(503).header(Headers.REASON)).contains("EB2B. Node is shutting down");
    }

    @Test
    void whatNobodyServesIsNotCalledUnknown() {
        account(Map.of("enabled", false));
        await().until(() -> there.served.find(P1) == null);
        here.calls.close();
        invite(Peer.SDP);
        assertThat(provider.response(503).header(Headers.REASON)).contains("EB2B. Node is shutting down");
    }
}
