package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.domain.cdr.Cdr;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.transport.Side;
import esg.trunk.call.AccountCalls;
import esg.trunk.call.CallState;
import esg.trunk.call.CallView;
import esg.trunk.cdr.Cdrs;
import java.net.InetSocketAddress;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A call whose node dies goes on at another one. */
class AdoptionTest extends CallFixture {
    private static final AccountId ACCOUNT = new AccountId(Gateway.D, "p1");
    private static final String OTHER_SDP = Peer.SDP.replace("audio 4000", "audio 5000");
    private Talk talk;
    private CallView before;
    private Gateway dead;

    @BeforeEach
    void theNodeDies() throws Exception {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, inside, 200, OTHER_SDP);
        platform.request("ACK");
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        talk = new Talk(received, ok);
        await().until(() -> gateway.kept.calls.size() == 1);
        before = gateway.book.calls().getFirst();
        var call = gateway.kept.calls.values().iterator().next();
        dead = gateway; // to its peers, who hear nothing more of it
        gateway = otherLoops(call);
        gateway.account(account());
        outside = gateway.address(Side.OUTSIDE);
        inside = gateway.address(Side.INSIDE);
        adopt(call);
    }

    @AfterEach
    void bury() {
        dead.close();
    }

    /** A node whose number of loops is such that the Call-IDs of the two legs name different ones. */
    private static Gateway otherLoops(CallState call) throws Exception {
        for (int workers = 3; ; workers++) {
            var other = new Gateway(workers);
            var loops = call.legs().values().stream()
                    .map(leg -> other.edge.loopOf(leg.callId()).index());
            if (loops.distinct().count() == 2) return other;
            other.close();
        }
    }

    private void adopt(CallState call) {
        gateway.calls.deliver(ACCOUNT, new AccountCalls.Adopt(call, null));
    }

    private void refreshed(Peer peer, InetSocketAddress from) {
        peer.answer(peer.request("UPDATE"), from, 200, "");
    }

    private void refreshed() {
        refreshed(provider, outside);
        refreshed(platform, inside);
    }

    private static String contact(SipMessage message) {
        var contact = message.contact();
        return contact == null || contact.uri() == null ? "" : contact.uri().hostPort();
    }

    private static String at(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** A request of the provider toward where the refresh said. */
    private void byProvider(SipRequest refresh, String method, int cseq, String body) {
        var lines = within(method, cseq, provider, talk.ok());
        lines[0] = method + " sip:" + contact(refresh) + " SIP/2.0";
        provider.send(outside, body, lines);
    }

    /** No human is asked about a refresh: who works on it for ever is not there (RFC 3261 §17.1.1.2 has no timer for that). */
    @Test
    void aPeerThatNeverComesToAnEndIsGivenUp() {
        refreshed(platform, inside);
        provider.answer(provider.request("UPDATE"), outside, 405, "");
        var invite = provider.request("INVITE");
        provider.answer(invite, outside, 100, "");
        provider.answer(provider.request("CANCEL"), outside, 200, "");
        provider.answer(invite, outside, 487, "");
        provider.request("ACK");
        provider.answer(provider.request("BYE"), outside, 200, "");
        platform.answer(platform.request("BYE"), inside, 200, "");
    }

    @Test
    void bothEndsHearWhereItIsNow() {
        var toProvider = provider.request("UPDATE");
        assertThat(contact(toProvider)).isEqualTo(at(outside));
        assertThat(toProvider.callId()).isEqualTo(talk.ok().callId());
        assertThat(toProvider.fromTag()).isEqualTo(talk.ok().toTag());
        assertThat(toProvider.toTag()).isEqualTo("caller");
        assertThat(toProvider.bodyLength()).isZero();
        provider.answer(toProvider, outside, 200, "");
        var toPlatform = platform.request("UPDATE");
        assertThat(contact(toPlatform)).isEqualTo(at(inside));
        assertThat(toPlatform.callId()).isEqualTo(talk.received().callId());
        assertThat(toPlatform.fromTag()).isEqualTo(talk.received().fromTag());
        assertThat(toPlatform.cseq()).isGreaterThan(talk.received().cseq());
        platform.answer(toPlatform, inside, 200, "");
        assertThat(gateway.calls.trunksInUse(ACCOUNT)).isEqualTo(1);
        assertThat(gateway.book.calls()).singleElement().satisfies(view -> {
            assertThat(view.started()).isEqualTo(before.started());
            assertThat(view.answered()).isEqualTo(before.answered());
            assertThat(view.state()).isEqualTo("talking");
        });
        assertThat(gateway.kept.calls).as("kept for the next one").hasSize(1);
        byProvider(toProvider, "BYE", 2, "");
        provider.response(200, "BYE");
        platform.answer(platform.request("BYE"), inside, 200, "");
        await().until(() -> gateway.kept.calls.isEmpty());
    }

    /** So a node that was given up and lives on all the same makes no second one. */
    @Test
    void itsRecordIsTheOneOfTheDeadNode() {
        refreshed();
        var over = new CopyOnWriteArrayList<Cdr>();
        gateway.book.whenEnded(call -> over.add(Cdrs.of(call.get(), "esg2@127.0.0.1")));
        platform.send(inside, "", talk.byCallee("BYE", 7, platform));
        platform.response(200, "BYE");
        provider.answer(provider.request("BYE"), outside, 200, "");
        await().until(() -> over.size() == 1);
        var record = over.getFirst();
        var there = Cdrs.of(before, "esg1@127.0.0.1");
        assertThat(record.id()).isEqualTo(there.id());
        assertThat(record.received()).isEqualTo(there.received());
        assertThat(record.sent()).isEqualTo(there.sent());
        assertThat(record.sent().peer()).isEqualTo("udp:" + platform.at());
        assertThat(record.times().answered()).isEqualTo(there.times().answered());
        assertThat(record.callerName()).isEqualTo("Some One");
        assertThat(record.codec()).isEqualTo("PCMA");
    }

    @Test
    void theCalleeMayEndIt() {
        refreshed();
        platform.send(inside, "", talk.byCallee("BYE", 7, platform));
        platform.response(200, "BYE");
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    @Test
    void aReinviteTakesTheSessionAlong() {
        provider.answer(provider.request("UPDATE"), outside, 405, "");
        refreshed(platform, inside);
        var again = provider.request("INVITE");
        assertThat(body(again)).as("what the callee had said").isEqualTo(OTHER_SDP);
        assertThat(contact(again)).isEqualTo(at(outside));
        provider.answer(again, outside, 200, Peer.SDP);
        assertThat(provider.request("ACK").cseq()).isEqualTo(again.cseq());
        byProvider(again, "BYE", 2, "");
        provider.response(200, "BYE");
        platform.answer(platform.request("BYE"), inside, 200, "");
    }

    @Test
    void anEndThatKnowsItNoMoreEndsTheOther() {
        refreshed(platform, inside);
        provider.answer(provider.request("UPDATE"), outside, 481, "");
        platform.answer(platform.request("BYE"), inside, 200, "");
        provider.answer(provider.request("BYE"), outside, 481, "");
        assertThat(gateway.book.calls().getFirst().reason()).isEqualTo("caller: 481 to refresh");
    }

    @Test
    void aReinviteOfTheCalleeCrossesToo() {
        refreshed();
        platform.send(inside, OTHER_SDP, talk.byCallee("INVITE", 7, platform));
        provider.answer(provider.request("INVITE"), outside, 200, Peer.SDP);
        platform.response(200, "INVITE");
        assertThat(platform.response(200, "INVITE"))
                .as("repeated until its ACK")
                .isNotNull();
        provider.request("ACK");
        platform.send(inside, "", talk.byCallee("ACK", 7, platform));
        platform.send(inside, "", talk.byCallee("BYE", 8, platform));
        platform.response(200, "BYE");
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    @Test
    void requestsInsideGoOnCrossing() {
        var refresh = provider.request("UPDATE");
        provider.answer(refresh, outside, 200, "");
        refreshed(platform, inside);
        byProvider(refresh, "INVITE", 2, OTHER_SDP);
        var crossed = platform.request("INVITE");
        assertThat(body(crossed)).isEqualTo(OTHER_SDP);
        platform.answer(crossed, inside, 200, Peer.SDP);
        var ok = provider.response(200, "INVITE");
        assertThat(body(ok)).isEqualTo(Peer.SDP);
        platform.request("ACK");
        byProvider(refresh, "ACK", 2, "");
        byProvider(refresh, "BYE", 3, "");
        provider.response(200, "BYE");
        platform.answer(platform.request("BYE"), inside, 200, "");
    }
}
