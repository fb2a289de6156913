package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.sip.transport.Side;
import esg.trunk.call.AccountCalls;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A call whose media passed a node that has died passes another one's media gateway from then on. */
class AnchoredAdoptionTest extends CallFixture {
    private @Nullable Gateway dead;

    @Override
    Map<String, Object> account() throws IOException {
        var account = new HashMap<>(super.account());
        account.putAll(Map.of("media", true, "reinvite", false));
        return account;
    }

    @AfterEach
    void bury() {
        if (dead != null) dead.close();
    }

    @Test
    void bothEndsAreToldOfItsGateway() throws Exception {
        var talk = talk();
        await().until(() -> gateway.kept.calls.size() == 1);
        var call = gateway.kept.calls.values().iterator().next();
        dead = gateway;
        gateway = gateway();
        var account = gateway.account(account()).account();
        outside = gateway.address(Side.OUTSIDE);
        inside = gateway.address(Side.INSIDE);
        gateway.calls.deliver(new AccountId(Gateway.D, "p1"), new AccountCalls.Adopt(call, account));

        var toProvider = provider.request("INVITE");
        assertThat(body(toProvider)).endsWith("a=x-via:CALLEE\r\n").doesNotContain("x-via:CALLER");
        provider.answer(toProvider, outside, 200, Peer.SDP);
        provider.request("ACK");
        var toPlatform = platform.request("INVITE", "callee");
        assertThat(body(toPlatform)).endsWith("a=x-via:CALLER\r\n").doesNotContain("x-via:CALLEE");
        platform.answer(toPlatform, inside, 200, Peer.SDP);
        platform.request("ACK");
        assertThat(gateway.media.sessions.getFirst().heard).containsExactly("offer CALLER", "answer CALLEE");
        var contact = toProvider.contact();
        var bye = within("BYE", 2, provider, talk.ok());
        bye[0] = "BYE " + (contact == null ? "" : contact.uriText()) + " SIP/2.0";
        provider.send(outside, "", bye);
        provider.response(200, "BYE");
        platform.answer(platform.request("BYE"), inside, 200, "");
    }
}
