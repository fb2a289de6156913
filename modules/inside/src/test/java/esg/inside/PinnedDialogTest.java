package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who knows the tags of a dialog, and has no part in it, does nothing to it (SRC-01). */
class PinnedDialogTest extends CallFixture {
    private Peer stranger;

    @SuppressWarnings("NullAway.Init")
    PinnedDialogTest() {}

    @BeforeEach
    void somebodyListens() throws IOException {
        stranger = new Peer("127.0.0.9");
    }

    @AfterEach
    void leave() {
        stranger.close();
    }

    @Override
    Map<String, Object> account() throws IOException {
        var account = new HashMap<>(super.account());
        account.put("extaddrs", List.of("127.0.0.8"));
        return account;
    }

    /** The provider's request, sent by somebody else. */
    private static void sendAs(Peer sender, InetSocketAddress to, String... lines) {
        lines[1] = "Via: SIP/2.0/UDP " + sender.at() + ";branch=z9hG4bK" + sender.port() + lines[5].hashCode();
        sender.send(to, "", lines);
    }

    private void isRefused(String method) {
        assertThat(stranger.response(403, method).header(Headers.REASON))
                .contains("EB2B. Source address is not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BYE", "INFO", "UPDATE", "OPTIONS"})
    void aStrangersRequestIsRefused(String method) {
        var talk = talk();
        sendAs(stranger, outside, within(method, 1000, provider, talk.ok()));
        isRefused(method);
        assertThat(platform.hears(method)).isFalse();
        hangUp(talk, 2); // its number counts for nothing
    }

    @Test
    void insideToo() {
        var talk = talk();
        stranger.send(inside, "", talk.byCallee("BYE", 1000, stranger));
        isRefused("BYE");
        assertThat(provider.hears("BYE")).isFalse();
        hangUp(talk, 2);
    }

    @Test
    void aStrangersAckIsNone() {
        invite(Peer.SDP);
        platform.answer(platform.request("INVITE"), inside, 200, Peer.SDP);
        platform.request("ACK");
        SipMessage ok = provider.response(200);
        sendAs(stranger, outside, within("ACK", 1, provider, ok));
        for (int i = 0; i < 5; i++) provider.response(200); // until its ACK comes
        provider.send(outside, "", within("ACK", 1, provider, ok));
        provider.send(outside, "", within("BYE", 2, provider, ok));
        provider.response(200, "BYE");
        platform.answer(platform.request("BYE"), inside, 200, "");
    }

    @Test
    void anotherAddressOfTheAccountMayEndIt() throws IOException {
        try (var other = new Peer("127.0.0.8")) {
            var talk = talk();
            sendAs(other, outside, within("BYE", 2, provider, talk.ok()));
            other.response(200, "BYE");
            platform.answer(platform.request("BYE"), inside, 200, "");
        }
    }

    /** A proxy that the provider has put into the route, whose address no account names. */
    @Test
    void whomTheDialogLeadsToMayEndIt() {
        invite(Peer.SDP, "Record-Route: <sip:" + stranger.at() + ";lr>");
        platform.answer(platform.request("INVITE"), inside, 200, Peer.SDP);
        platform.request("ACK");
        var ok = provider.response(200);
        sendAs(stranger, outside, within("ACK", 1, provider, ok));
        sendAs(stranger, outside, within("BYE", 2, provider, ok));
        stranger.response(200, "BYE");
        platform.answer(platform.request("BYE"), inside, 200, "");
    }

    @Test
    void anotherTrustedPeerMayEndIt() throws IOException {
        gateway.route(Map.of(
                "name",
                "other",
                "priority",
                1,
                "origin",
                "provider",
                "action",
                "uri",
                "target",
                "sip:" + stranger.at()));
        invite(Peer.SDP);
        var second = stranger.request("INVITE");
        stranger.answer(second, inside, 200, Peer.SDP);
        stranger.request("ACK");
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        platform.send(inside, "", new Talk(second, ok).byCallee("BYE", 9, platform));
        platform.response(200, "BYE");
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    @Test
    void aPhoneThatHasMovedMayGoOn() throws IOException {
        gateway.subscriber("alice", "100", Map.of());
        gateway.route(Map.of("name", "alice", "priority", 1, "origin", "provider", "action", "subscriber"));
        try (var alice = new Phone(inside, "alice", "pw-alice");
                var moved = new Peer("127.0.0.10")) {
            alice.register();
            invite(Peer.SDP);
            var second = alice.peer.request("INVITE");
            alice.peer.answer(second, inside, 200, Peer.SDP);
            alice.peer.request("ACK");
            var ok = provider.response(200);
            provider.send(outside, "", within("ACK", 1, provider, ok));
            var talk = new Talk(second, ok);
            moved.send(inside, "", talk.byCallee("BYE", 9, moved));
            moved.response(403, "BYE");
            try (var there = new Phone(inside, "alice", "pw-alice", "127.0.0.10")) {
                there.register();
                moved.send(inside, "", talk.byCallee("BYE", 10, moved));
                moved.response(200, "BYE");
                provider.answer(provider.request("BYE"), outside, 200, "");
            }
        }
    }
}
