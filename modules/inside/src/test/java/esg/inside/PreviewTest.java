package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.alg.Alg;
import esg.sip.alg.AlgPair;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.trunk.call.Preview;
import esg.trunk.call.SecondLeg.Plan;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is told of a second leg beforehand is what leaves. */
class PreviewTest extends CallFixture {
    private Preview preview(SipRequest invite) throws Exception {
        var account = gateway.account(account()).account();
        return gateway.calls.preview(account, invite).toCompletableFuture().join();
    }

    private SipRequest request(String body, String... more) {
        var head = String.join("\r\n", lines("INVITE sip:100@127.0.0.1 SIP/2.0", provider, "1 INVITE", "", more));
        var type = body.isEmpty() ? "" : "Content-Type: application/sdp\r\n";
        var text = head + "\r\n" + type + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        assertThat(MessageParser.parse(text.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Parsed.class);
        return (SipRequest) ((Parsed) MessageParser.parse(text.getBytes(StandardCharsets.UTF_8))).message();
    }

    /** With what is made anew for each call taken out. */
    private static String lasting(SipRequest invite) {
        return invite.toString()
                .replaceFirst("branch=\\S+", "branch=B")
                .replaceFirst("(From:.*;tag=)\\S+", "$1T")
                .replaceFirst("Call-ID: \\S+", "Call-ID: C")
                .replaceFirst("CSeq: \\d+", "CSeq: N");
    }

    @Test
    void isTheInviteThatLeavesByteForByte() throws Exception {
        gateway.rule(Map.of(
                "direction", "in",
                "match", Map.of("from", "/reg/^2(.*)$"),
                "set", Map.of("fromuser", "+7{from.1}", "headers", Map.of("Privacy", "id", "Subject", ""))));
        var more = new String[] {"Subject: hello", "X-Other: kept", "Proxy-Authorization: Digest x=\"y\""};
        invite(Peer.SDP, more);
        var left = platform.request("INVITE");
        var told = preview(request(Peer.SDP, more)).leaving().getFirst();
        assertThat(told.problem()).isEmpty();
        assertThat(lasting(Objects.requireNonNull(told.invite()))).isEqualTo(lasting(left));
        platform.answer(left, inside, 486, "");
        platform.request("ACK");
        var busy = provider.response(486);
        provider.send(outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + busy.toTag()));
    }

    /** ALG-03: as the listener has it by which it leaves, and the inside swaps nothing. */
    @Test
    void isSwappedAsTheLastThing() throws Exception {
        var told = preview(request(Peer.SDP)).leaving().getFirst();
        var invite = Objects.requireNonNull(told.invite());
        assertThat(told.packet()).isEqualTo(invite.bytes());
        assertThat(told.swapped()).isZero();
        var pair = new AlgPair(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("203.0.113.77"));
        var outside = new Preview.Leaving(told.target(), told.hop(), invite, Alg.of(List.of(pair)), "");
        assertThat(new String(outside.packet(), StandardCharsets.UTF_8))
                .contains("Via: SIP/2.0/UDP 203.0.113.77:", "c=IN IP4 203.0.113.77")
                .doesNotContain("127.0.0.1:", "127.0.0.1\r");
        assertThat(outside.swapped()).isEqualTo(4);
    }

    @Test
    void nothingIsSentOrCounted() throws Exception {
        assertThat(preview(request(Peer.SDP)).leaving()).hasSize(1);
        invite(Peer.SDP, "Subject: first of all");
        var first = platform.request("INVITE");
        assertThat(first.header("Subject")).isEqualTo("first of all");
        platform.answer(first, inside, 486, "");
        platform.request("ACK");
        var busy = provider.response(486);
        provider.send(outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + busy.toTag()));
    }

    @Test
    void saysWhyNothingWouldLeave() throws Exception {
        gateway.route(Map.of(
                "priority", 1, "origin", "provider", "to", "100", "action", "reject", "code", 603, "reason", "no"));
        var plan = preview(request("")).planned().plan();
        assertThat(plan).isInstanceOfSatisfying(Plan.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(603);
            assertThat(refused.text()).isEqualTo("no");
        });
    }

    @Test
    void aTargetWithoutListenerIsAProblemOfThatTarget() throws Exception {
        gateway.route(
                Map.of("priority", 1, "origin", "provider", "action", "uri", "target", "sip:127.0.0.9;transport=tcp"));
        var leaving = preview(request("")).leaving();
        assertThat(leaving).hasSize(2);
        assertThat(leaving.getFirst().problem()).contains("no inside listener for tcp");
        assertThat(leaving.getLast().problem()).isEmpty();
    }
}
