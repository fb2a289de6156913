package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.sip.message.SipResponse;
import esg.sip.transport.Side;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two nodes: requests come in on {@code here}, the account p1 is served {@code there}. */
abstract class ClusterFixture extends CallFixture {
    static final AccountId P1 = new AccountId(Gateway.D, "p1");

    final LiveFeed feed = new LiveFeed();
    GatewayNode here;
    GatewayNode there;

    boolean strictOwner() {
        return false;
    }

    @BeforeEach
    @Override
    void open() throws Exception {
        provider = new Peer("127.0.0.3");
        platform = new Peer("127.0.0.2");
        int seed = GatewayNode.freePort();
        account(Map.of());
        feed.route(Map.of("origin", "provider", "action", "uri", "target", "sip:" + platform.at()));
        here = new GatewayNode(1, seed, feed, strictOwner());
        there = new GatewayNode(2, seed, feed, strictOwner());
        outside = here.address(Side.OUTSIDE);
        inside = here.address(Side.INSIDE);
        await("p1 is served there").atMost(Duration.ofSeconds(30)).until(() -> there.served.find(P1) != null);
    }

    /** Account p1, served there, with these fields changed. */
    void account(Map<String, Object> changes) {
        var fields = new HashMap<String, Object>(Map.of(
                "code",
                "p1",
                "domain",
                "127.0.0.3",
                "proxyport",
                provider.port(),
                "serveridxs",
                List.of(2),
                "trunks",
                10));
        fields.putAll(changes);
        feed.account(fields);
    }

    @AfterEach
    @Override
    void close() {
        try {
            await("no call left").until(() -> here.book.liveCount() + there.book.liveCount() == 0);
        } finally {
            provider.close();
            platform.close();
            there.close();
            here.close();
        }
    }

    /** A call from the provider that came in here and is carried there; the platform has answered. */
    Talk talkThere() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, there.address(Side.INSIDE), 200, Peer.SDP);
        platform.request("ACK");
        SipResponse ok = provider.response(200);
        provider.send(there.address(Side.OUTSIDE), "", within("ACK", 1, provider, ok));
        return new Talk(received, ok);
    }

    /** The provider sends a re-INVITE to here, for a call that is carried there; the platform answers. */
    void reinviteFromHere(Talk talk, int cseq) {
        provider.send(outside, Peer.SDP, within("INVITE", cseq, provider, talk.ok()));
        platform.answer(platform.request("INVITE"), there.address(Side.INSIDE), 200, Peer.SDP);
        platform.request("ACK");
        var ok = provider.response(200, "INVITE");
        assertThat(provider.source(ok)).isEqualTo(outside);
        provider.send(outside, "", within("ACK", cseq, provider, ok));
    }

    /** The provider hangs up at the node of the call. */
    void hangUpThere(Talk talk, int cseq) {
        provider.send(there.address(Side.OUTSIDE), "", within("BYE", cseq, provider, talk.ok()));
        provider.response(200, "BYE");
        platform.answer(platform.request("BYE"), there.address(Side.INSIDE), 200, "");
    }
}
