package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider may challenge any request inside a dialog (RFC 3261 §22.2), again too when its nonce is stale (RFC 7616 §3.3). */
class ChallengedInDialogTest extends CallFixture {
    @Override
    Map<String, Object> account() throws IOException {
        var account = new HashMap<>(super.account());
        account.putAll(Map.of("username", "us", "pwd", "secret"));
        return account;
    }

    /** A call out, answered. */
    private SipMessage talkOut() {
        inviteOut(Peer.SDP);
        provider.answer(provider.request("INVITE"), outside, 200, Peer.SDP);
        provider.request("ACK");
        var ok = platform.response(200, "INVITE");
        platform.send(inside, "", within("ACK", 1, platform, ok));
        return ok;
    }

    private SipRequest challenged(SipRequest refused, int status, String nonce) {
        var name = status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
        var stale = nonce.equals("first") ? "" : ", stale=true";
        provider.answer(
                refused,
                outside,
                status,
                "",
                name + ": Digest realm=\"r\", qop=\"auth\", nonce=\"" + nonce + "\"" + stale);
        if (refused.method().equals("INVITE")) provider.request("ACK");
        var again = provider.next(refused.method(), refused.cseq() + 1);
        var field = status == 401 ? Headers.AUTHORIZATION : Headers.PROXY_AUTHORIZATION;
        assertThat(again.header(field)).contains("username=\"us\"", "nonce=\"" + nonce + "\"");
        assertThat(again.callId()).isEqualTo(refused.callId());
        assertThat(again.body()).isEqualTo(refused.body());
        return again;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "INVITE, 401",
        "INVITE, 407",
        "UPDATE, 401",
        "UPDATE, 407",
        "INFO, 401",
        "INFO, 407",
        "OPTIONS, 401",
        "NOTIFY, 401",
        "MESSAGE, 407"
    })
    void allThatCrossesAnswersTheChallenge(String method, int status) {
        var ok = talkOut();
        platform.send(inside, Peer.SDP, within(method, 2, platform, ok, "Event: x"));
        var again = challenged(challenged(provider.request(method), status, "first"), status, "second");
        assertThat(body(again)).isEqualTo(Peer.SDP);
        provider.answer(again, outside, 200, Peer.SDP);
        if (method.equals("INVITE")) provider.request("ACK");
        platform.response(200, method);
        if (method.equals("INVITE")) platform.send(inside, "", within("ACK", 2, platform, ok));
        platform.send(inside, "", within("BYE", 3, platform, ok));
        platform.response(200, "BYE");
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    @ParameterizedTest
    @CsvSource({"401", "407"})
    void byeToo(int status) {
        var ok = talkOut();
        platform.send(inside, "", within("BYE", 2, platform, ok));
        platform.response(200, "BYE");
        provider.answer(
                challenged(challenged(provider.request("BYE"), status, "first"), status, "second"), outside, 200, "");
    }

    @Test
    void prackToo() {
        inviteOut(Peer.SDP);
        var second = provider.request("INVITE");
        provider.answer(second, outside, 183, Peer.SDP, "Require: 100rel", "RSeq: 7");
        platform.response(183);
        var again = challenged(provider.request("PRACK"), 401, "first");
        assertThat(again.header(Headers.RACK)).isEqualTo("7 " + second.cseq() + " INVITE");
        provider.answer(again, outside, 200, "");
        provider.answer(second, outside, 486, "");
        provider.request("ACK");
        platform.response(486);
    }

    @Test
    void aCallFromTheProviderToo() {
        var lines = lines("INVITE sip:us@127.0.0.1 SIP/2.0", provider, "1 INVITE", "");
        lines[3] = "To: <sip:us@127.0.0.1>";
        provider.send(outside, Peer.SDP, lines);
        var second = platform.request("INVITE");
        platform.answer(second, inside, 200, Peer.SDP);
        platform.request("ACK");
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        platform.send(inside, "", new Talk(second, ok).byCallee("BYE", 9, platform));
        platform.response(200, "BYE");
        provider.answer(challenged(provider.request("BYE"), 401, "first"), outside, 200, "");
    }
}
