package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.transport.Side;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to and from subscribers (RTE-01..03, OUT-03, SLF-02). */
class SubscriberCallsTest extends CallFixture {
    private Phone alice;

    @SuppressWarnings("NullAway.Init")
    SubscriberCallsTest() {}

    @BeforeEach
    void register() throws Exception {
        gateway.subscriber("alice", "100", Map.of("displayname", "Alice"));
        alice = new Phone(inside, "alice", "pw-alice");
    }

    @AfterEach
    void hangUp() {
        alice.close();
    }

    private void toSubscriber(Object... more) {
        var fields = new java.util.HashMap<String, Object>(Map.of("priority", 1, "action", "subscriber"));
        for (int i = 0; i < more.length; i += 2) fields.put((String) more[i], more[i + 1]);
        gateway.route(fields);
    }

    private void refuseAtAlice(SipRequest invite, int status) {
        alice.peer.answer(invite, inside, status, "");
        alice.peer.request("ACK");
    }

    @Test
    void aProvidersCallReachesTheSubscriberWhereItRegistered() {
        toSubscriber("origin", "provider");
        alice.register();
        invite(Peer.SDP);
        var invite = alice.peer.request("INVITE");
        assertThat(invite.requestUriText()).isEqualTo("sip:alice@" + alice.peer.at());
        assertThat(invite.to().uriText()).isEqualTo("sip:alice@tenant.local");
        assertThat(invite.from().user()).isEqualTo("200");
        refuseAtAlice(invite, 486);
        provider.response(486);
    }

    @Test
    void withoutABindingTheNextRuleFollowsWhereTheCodesSaySo() {
        toSubscriber("origin", "provider", "failovercodes", List.of(480));
        invite(Peer.SDP);
        platform.answer(platform.request("INVITE"), inside, 486, "");
        platform.request("ACK");
        provider.response(486);
    }

    @Test
    void withoutABindingTheCallerIsTold() {
        toSubscriber("origin", "provider");
        invite(Peer.SDP);
        assertThat(provider.response(480).header(Headers.REASON)).contains("EB2B. Subscriber is not registered");
    }

    @Test
    void namesASubscriberNobodyKnows() {
        toSubscriber("origin", "provider", "target", "nobody");
        invite(Peer.SDP);
        assertThat(provider.response(404).header(Headers.REASON)).contains("EB2B. Unknown subscriber");
    }

    /** It would be trusted as our own there, and leave by the account under any number (RTE-04). */
    @Test
    void aPhoneThatSaysItIsWeGetsNoCalls() {
        toSubscriber("origin", "provider");
        gateway.route(Map.of("priority", 1, "origin", "subscriber", "action", "uri", "target", "sip:" + platform.at()));
        var here = gateway.address(Side.INSIDE);
        alice.registerAs("<sip:1900@127.0.0.1:" + here.getPort() + ">");
        invite(Peer.SDP);
        assertThat(provider.response(482).header(Headers.REASON)).contains("EB2B. Loop");
    }

    @Test
    void contactsAreTriedByTheirPreference() {
        toSubscriber("origin", "provider");
        alice.registerAs("<sip:second@" + alice.peer.at() + ">;q=0.3, <sip:first@" + alice.peer.at() + ">;q=0.9");
        invite(Peer.SDP);
        for (var user : List.of("first", "second")) {
            var invite = alice.peer.request("INVITE");
            while (!invite.requestUriText().contains(user)) invite = alice.peer.request("INVITE");
            refuseAtAlice(invite, 486);
        }
        provider.response(486);
    }

    @Test
    void whoRingsOutIsFollowedByTheNext() {
        toSubscriber("origin", "provider");
        alice.registerAs("<sip:second@" + alice.peer.at() + ">;q=0.3, <sip:first@" + alice.peer.at() + ">;q=0.9");
        invite(Peer.SDP);
        var invite = alice.peer.request("INVITE");
        while (!invite.requestUriText().contains("first")) {
            refuseAtAlice(invite, 486);
            invite = alice.peer.request("INVITE");
        }
        alice.peer.answer(invite, inside, 180, "");
        provider.response(180);
        alice.peer.answer(alice.peer.request("CANCEL"), inside, 200, "");
        alice.peer.answer(invite, inside, 487, "");
        alice.peer.request("ACK");
        var next = alice.peer.request("INVITE");
        assertThat(next.requestUriText()).contains("second");
        refuseAtAlice(next, 486);
        provider.response(486);
    }

    /** Nobody calls as somebody else, and nobody but trusted peers asserts identities (RFC 3325). */
    @Test
    void aSubscriberCallsAsItself() {
        gateway.route(Map.of(
                "priority",
                1,
                "origin",
                "subscriber",
                "from",
                "100",
                "action",
                "uri",
                "target",
                "sip:" + platform.at()));
        alice.call("300", "112", "P-Asserted-Identity: <sip:112@tenant.local>", "X-Esg-Account: p1");
        var invite = platform.request("INVITE");
        assertThat(invite.from().user()).isEqualTo("100");
        assertThat(invite.from().displayName()).isEqualTo("Alice");
        assertThat(invite.from().host()).isEqualTo("tenant.local");
        assertThat(invite.has("P-Asserted-Identity")).isFalse();
        assertThat(invite.has("X-Esg-Account")).isFalse();
        assertThat(invite.has(Headers.PROXY_AUTHORIZATION)).isFalse();
        assertThat(body(invite)).isEqualTo(Peer.SDP);
        platform.answer(invite, inside, 603, "");
        platform.request("ACK");
        alice.acknowledge("300", "112", alice.peer.response(603));
    }

    @Test
    void aWrongPasswordMakesNoCall() throws Exception {
        try (var thief = new Phone(inside, "alice", "guess")) {
            int cseq = thief.call("300", "100");
            var refused = thief.peer.answer("INVITE", cseq);
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header(Headers.REASON)).contains("EB2B. Wrong user or password");
            thief.acknowledge("300", "100", refused);
        }
    }

    @Test
    void subscribersCallEachOther() throws Exception {
        toSubscriber();
        gateway.subscriber("bob", "101", Map.of());
        alice.register();
        try (var bob = new Phone(inside, "bob", "pw-bob")) {
            bob.call("100", "bob");
            var invite = alice.peer.request("INVITE");
            assertThat(invite.from().user()).isEqualTo("bob");
            refuseAtAlice(invite, 486);
            bob.acknowledge("100", "bob", bob.peer.response(486));
        }
    }

    /** RFC 3581: the addresses a phone behind a NAT knows are of no use, in its registration as in its calls. */
    @Test
    void aPhoneBehindANatIsReachedWhereItsPacketsComeFrom() {
        toSubscriber("origin", "provider");
        alice.at = "192.168.1.5:5060";
        alice.register();
        invite(Peer.SDP);
        var received = alice.peer.request("INVITE");
        assertThat(received.requestUriText()).isEqualTo("sip:alice@192.168.1.5:5060");
        alice.peer.send(
                inside,
                Peer.SDP,
                "SIP/2.0 200 OK",
                "Via: " + received.header(Headers.VIA),
                "From: " + received.header(Headers.FROM),
                "To: " + received.header(Headers.TO) + ";tag=callee",
                "Call-ID: " + received.callId(),
                "CSeq: " + received.header(Headers.CSEQ),
                "Contact: <sip:alice@192.168.1.5:5060>");
        alice.peer.request("ACK");
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        provider.send(outside, "", within("BYE", 2, provider, ok));
        provider.response(200, "BYE");
        alice.peer.answer(alice.peer.request("BYE"), inside, 200, "");
    }

    /** RTE-02. */
    @Test
    void goesOnWithTheRulesOfAnotherDomain() {
        gateway.route(Map.of("priority", 1, "action", "domain", "target", "other.local"));
        gateway.route(Map.of("d", "other.local", "action", "uri", "target", "sip:other@" + platform.at()));
        invite(Peer.SDP);
        var invite = platform.request("INVITE");
        assertThat(invite.requestUriText()).contains("other@");
        platform.answer(invite, inside, 603, "");
        platform.request("ACK");
        provider.response(603);
    }

    @Test
    void aCircleOfDomainsIsRefused() {
        gateway.route(Map.of("priority", 1, "action", "domain", "target", "other.local"));
        gateway.route(Map.of("d", "other.local", "action", "domain", "target", Gateway.D));
        invite(Peer.SDP);
        assertThat(provider.response(482).header(Headers.REASON)).contains("EB2B. Routes lead from domain to domain");
    }

    @Test
    void noLimitKeepsAnEmergencyCallBack() throws Exception {
        gateway.account(Map.of("code", "p1", "domain", "127.0.0.3", "proxyport", provider.port(), "trunks", 0));
        gateway.route(Map.of("priority", 1, "origin", "subscriber", "action", "external", "target", "p1"));
        alice.call("113", "100");
        var full = alice.peer.response(486);
        assertThat(full.header(Headers.REASON)).contains("Trunk limit");
        alice.acknowledge("113", "100", full);
        alice.call("112", "100");
        var invite = provider.request("INVITE");
        provider.answer(invite, outside, 603, "");
        provider.request("ACK");
        alice.acknowledge("112", "100", alice.peer.response(603));
    }

    /** Only the node a phone behind a NAT registered at can reach it: another one sends the call there. */
    @Test
    void anotherNodeSendsTheCallToTheOneThatReachesThePhone() throws Exception {
        var shared = new MemoryBindings();
        try (var first = new Gateway(2, shared, "");
                var second = new Gateway(2, shared, "");
                var phone = new Phone(first.address(Side.INSIDE), "alice", "pw-alice")) {
            for (var node : List.of(first, second)) node.subscriber("alice", "100", Map.of());
            second.account(Map.of("code", "p1", "domain", "127.0.0.3", "proxyport", provider.port()));
            second.route(Map.of("origin", "provider", "action", "subscriber"));
            phone.at = "192.168.1.5:5060";
            phone.register();
            org.awaitility.Awaitility.await()
                    .until(() -> second.subscribers.bindings(null).size() == 1);
            var outsideOfSecond = second.address(Side.OUTSIDE);
            provider.send(
                    outsideOfSecond, Peer.SDP, lines("INVITE sip:100@127.0.0.1 SIP/2.0", provider, "1 INVITE", ""));
            var invite = phone.peer.request("INVITE");
            assertThat(phone.peer.source(invite)).isEqualTo(first.address(Side.INSIDE));
            assertThat(invite.has("X-Esg-Binding")).isFalse();
            assertThat(invite.to().uriText()).isEqualTo("sip:alice@tenant.local");
            assertThat(invite.from().user()).isEqualTo("200");
            phone.peer.answer(invite, first.address(Side.INSIDE), 486, "");
            phone.peer.request("ACK");
            provider.response(486);
        }
    }
}
