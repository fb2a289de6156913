package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.sip.message.Headers;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.transport.Side;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A provider at 127.0.0.3 and a platform at 127.0.0.2, and calls between them. */
abstract class CallFixture {
    Gateway gateway;
    Peer provider;
    Peer platform;
    InetSocketAddress outside;
    InetSocketAddress inside;

    @BeforeEach
    void open() throws Exception {
        gateway = gateway();
        provider = new Peer("127.0.0.3");
        platform = new Peer("127.0.0.2");
        outside = gateway.address(Side.OUTSIDE);
        inside = gateway.address(Side.INSIDE);
        gateway.account(account());
        gateway.route(Map.of("origin", "provider", "action", "uri", "target", "sip:" + platform.at()));
    }

    Gateway gateway() throws Exception {
        return new Gateway();
    }

    Map<String, Object> account() throws IOException {
        return Map.of("code", "p1", "domain", "127.0.0.3", "proxyport", provider.port());
    }

    @AfterEach
    void close() {
        try {
            await("no call left").until(() -> gateway.book.liveCount() == 0);
            assertThat(gateway.calls.trunksInUse(new AccountId(Gateway.D, "p1")))
                    .isZero();
        } finally {
            provider.close();
            platform.close();
            gateway.close();
        }
    }

    /** From the provider. */
    void invite(String body, String... more) {
        provider.send(outside, body, lines("INVITE sip:100@127.0.0.1 SIP/2.0", provider, "1 INVITE", "", more));
    }

    /** From the platform, by the account. */
    void inviteOut(String body, String... more) {
        var all = new String[more.length + 1];
        System.arraycopy(more, 0, all, 0, more.length);
        all[more.length] = "X-Esg-Account: p1@" + Gateway.D;
        platform.send(inside, body, lines("INVITE sip:100@127.0.0.1 SIP/2.0", platform, "1 INVITE", "", all));
    }

    /** A request of the caller in the dialog that {@code answered} made. */
    String[] within(String method, int cseq, Peer caller, SipMessage answered, String... more) {
        var contact = answered.contact();
        var uri = contact == null ? "sip:127.0.0.1" : contact.uriText();
        return lines(method + " " + uri + " SIP/2.0", caller, cseq + " " + method, ";tag=" + answered.toTag(), more);
    }

    String[] lines(String start, Peer caller, String cseq, String toTag, String... more) {
        var all = new java.util.ArrayList<String>();
        all.add(start);
        all.add("Via: SIP/2.0/UDP " + caller.at() + ";branch=z9hG4bK" + cseq.replace(' ', '-') + caller.port());
        all.add("From: \"Some One\" <sip:200@127.0.0.3>;tag=caller");
        all.add("To: <sip:100@127.0.0.1>" + toTag);
        all.add("Call-ID: call-" + caller.port());
        all.add("CSeq: " + cseq);
        all.add("Max-Forwards: 70");
        all.add("Contact: <sip:" + caller.at() + ">");
        all.addAll(java.util.List.of(more));
        return all.toArray(String[]::new);
    }

    static String body(SipMessage message) {
        return new String(message.body(), StandardCharsets.UTF_8);
    }

    /** A call from the provider that the platform has answered; the 2xx as the provider got it. */
    Talk talk() {
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        platform.answer(received, inside, 200, Peer.SDP);
        platform.request("ACK");
        platform.forget(received);
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        return new Talk(received, ok);
    }

    record Talk(SipRequest received, SipMessage ok) {
        /** Head of a request of the callee in its dialog. */
        String[] byCallee(String method, int cseq, Peer callee, String... more) {
            var contact = received.contact();
            var uri = contact == null ? "" : contact.uriText();
            var all = new java.util.ArrayList<String>();
            all.add(method + " " + uri + " SIP/2.0");
            all.add("Via: SIP/2.0/UDP " + callee.at() + ";branch=z9hG4bK" + method + cseq);
            all.add("From: " + received.header(Headers.TO) + ";tag=callee");
            all.add("To: " + received.header(Headers.FROM));
            all.add("Call-ID: " + received.callId());
            all.add("CSeq: " + cseq + " " + method);
            all.add("Max-Forwards: 70");
            all.add("Contact: <sip:" + callee.at() + ">");
            all.addAll(java.util.List.of(more));
            return all.toArray(String[]::new);
        }
    }

    /** The provider hangs up, the platform says fine. */
    void hangUp(Talk talk, int cseq) {
        provider.send(outside, "", within("BYE", cseq, provider, talk.ok()));
        provider.response(200, "BYE");
        platform.answer(platform.request("BYE"), inside, 200, "");
    }
}
