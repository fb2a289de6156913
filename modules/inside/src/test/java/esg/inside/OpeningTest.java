package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a call begins: what the second INVITE says, what is told to the caller, who is refused. */
class OpeningTest extends CallFixture {
    /** INC-01, RTE-02, NRM-03, NRM-09. */
    @Test
    void aProvidersCallReachesThePlatformNormalized() {
        invite(Peer.SDP, "X-Esg-Account: other", "Subject: hello", "P-Asserted-Identity: <sip:777@127.0.0.3>");
        var second = platform.request("INVITE");

        assertThat(second.callId())
                .as("REF-01")
                .isNotEqualTo("call-" + provider.port())
                .hasSize(27);
        assertThat(second.requestUriText()).isEqualTo("sip:" + platform.at());
        assertThat(second.from().uriText()).as("NRM-03").isEqualTo("sip:200@" + Gateway.D);
        assertThat(second.from().displayName()).isEqualTo("Some One");
        assertThat(second.to().uriText()).isEqualTo("sip:" + Gateway.D);
        assertThat(second.header("P-Called-Party-ID")).isEqualTo("<sip:100@" + Gateway.D + ">");
        assertThat(second.maxForwards()).isEqualTo(69);
        assertThat(second.vias()).hasSize(1);
        assertThat(second.header("Subject")).isEqualTo("hello");
        assertThat(second.header("P-Asserted-Identity")).isEqualTo("<sip:777@127.0.0.3>");
        assertThat(second.has("X-Esg-Account")).isFalse();
        assertThat(body(second)).as("MED-01").isEqualTo(Peer.SDP);

        platform.answer(second, inside, 180, "");
        var ringing = provider.response(180);
        platform.answer(second, inside, 200, Peer.SDP, "X-Far: end");
        platform.request("ACK");
        var ok = provider.response(200);
        assertThat(ok.toTag()).isEqualTo(ringing.toTag());
        assertThat(ok.header("X-Far")).isEqualTo("end");
        assertThat(ok.header(Headers.CONTACT)).contains("127.0.0.1:" + outside.getPort());
        assertThat(body(ok)).isEqualTo(Peer.SDP);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        hangUp(new Talk(second, ok), 2);
    }

    /** OUT-05, RTE-01, RTE-03. */
    @Test
    void aPlatformsCallReachesTheProviderNormalized() {
        inviteOut(Peer.SDP, "P-Called-Party-ID: <sip:secret@inside>");
        var second = provider.request("INVITE");

        assertThat(second.requestUriText()).isEqualTo("sip:100@127.0.0.3");
        assertThat(second.from().uriText()).as("NRM-04").isEqualTo("sip:200@127.0.0.3");
        assertThat(second.to().uriText()).isEqualTo("sip:100@127.0.0.3");
        assertThat(second.has("X-Esg-Account")).as("never leaves").isFalse();
        assertThat(second.has("P-Called-Party-ID")).isFalse();
        assertThat(second.header(Headers.CONTACT)).contains("127.0.0.1:" + outside.getPort());

        provider.answer(second, outside, 486, "", "Warning: 399 x \"busy\"");
        assertThat(provider.request("ACK").topVia().branch())
                .isEqualTo(second.topVia().branch());
        var refused = platform.response(486);
        assertThat(refused.header("Warning")).contains("busy");
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + refused.toTag()));
    }

    /** NRM-01, NRM-02, NRM-05: numbers, identity and free headers as the rule says, everything else as the caller said it. */
    @Test
    void aRuleRewritesWhatReachesTheProvider() {
        gateway.rule(Map.of(
                "direction",
                "out",
                "providercode",
                "p*",
                "match",
                Map.of("to", "/reg/^1(\\d+)$"),
                "set",
                Map.of(
                        "fromuser", "9991234567",
                        "fromname", "",
                        "touser", "8{1}",
                        "pai", "{from.user}",
                        "headers", Map.of("Privacy", "id", "Subject", ""))));
        inviteOut(
                Peer.SDP, "Subject: secret", "Privacy: none", "P-Asserted-Identity: <sip:777@inside>", "X-Other: kept");
        var second = provider.request("INVITE");

        assertThat(second.requestUriText()).isEqualTo("sip:800@127.0.0.3");
        assertThat(second.to().uriText()).isEqualTo("sip:800@127.0.0.3");
        assertThat(second.from().uriText()).isEqualTo("sip:9991234567@127.0.0.3");
        assertThat(second.from().displayName()).isNull();
        assertThat(second.headers("P-Asserted-Identity")).containsExactly("<sip:200@127.0.0.3>");
        assertThat(second.headers("Privacy")).containsExactly("id");
        assertThat(second.has("Subject")).isFalse();
        assertThat(second.header("X-Other")).isEqualTo("kept");
        provider.answer(second, outside, 486, "");
        provider.request("ACK");
        var busy = platform.response(486);
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + busy.toTag()));
    }

    /** Who hides his number: the provider knows it, those it calls do not (RFC 3325 §7); whoever diverted the call is named once. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            value = {
                "^1(00)$, <sip:7{to.1}@127.0.0.3>;reason=unconditional, <sip:700@127.0.0.3>;reason=unconditional",
                "^100(x)?$, {to.1}, -"
            })
    void privacyAndDiversionStandOnceOrNotAtAll(String to, String template, String diversion) {
        gateway.rule(Map.of(
                "direction", "out",
                "match", Map.of("to", "/reg/" + to),
                "set",
                        Map.of(
                                "fromuser", "anonymous",
                                "pai", "{from.user}",
                                "headers", Map.of("privacy", "id", "Diversion", template))));
        inviteOut(
                Peer.SDP,
                "Privacy: none",
                "PRIVACY: user",
                "Diversion: <sip:1@inside>;reason=user-busy, <sip:2@inside>",
                "DIVERSION: <sip:3@inside>");
        var second = provider.request("INVITE");
        assertThat(second.from().user()).isEqualTo("anonymous");
        assertThat(second.headers("P-Asserted-Identity")).containsExactly("<sip:200@127.0.0.3>");
        assertThat(second.headers("Privacy")).containsExactly("id");
        assertThat(second.headers("Diversion")).isEqualTo(diversion == null ? List.of() : List.of(diversion));
        provider.answer(second, outside, 486, "");
        provider.request("ACK");
        var busy = platform.response(486);
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + busy.toTag()));
    }

    /** NRM-08: before routing, so that rules of routes see the inside's numbers. */
    @Test
    void aRuleBringsAProvidersCallIntoTheNumberPlan() {
        gateway.rule(Map.of(
                "direction", "in",
                "match", Map.of("from", "/reg/^2(.*)$"),
                "set", Map.of("fromuser", "+7{from.1}", "touser", "{to.user}9", "todomain", "pbx.example")));
        invite(Peer.SDP);
        var second = platform.request("INVITE");

        assertThat(second.from().uriText()).isEqualTo("sip:+700@" + Gateway.D);
        assertThat(second.to().uriText()).isEqualTo("sip:1009@pbx.example");
        assertThat(second.header("P-Called-Party-ID")).isEqualTo("<sip:100@pbx.example>");
        platform.answer(second, inside, 486, "");
        platform.request("ACK");
        var busy = provider.response(486);
        provider.send(outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + busy.toTag()));
    }

    private void withPassword() {
        gateway.account(Map.of(
                "code",
                "p1",
                "domain",
                "127.0.0.3",
                "proxyport",
                provider.port(),
                "username",
                "user",
                "pwd",
                "secret"));
    }

    /** RFC 3261 §22.3: each on the way gets the answer to its own challenge. */
    @Test
    void answersAProxyAndTheServerBehindIt() {
        withPassword();
        inviteOut(Peer.SDP);
        var first = provider.request("INVITE");
        provider.answer(
                first, outside, 407, "", "Proxy-Authenticate: Digest realm=\"proxy\", nonce=\"n\", qop=\"auth\"");
        provider.request("ACK");
        var second = provider.request("INVITE");
        assertThat(second.header(Headers.PROXY_AUTHORIZATION)).contains("realm=\"proxy\"");
        provider.answer(
                second, outside, 401, "", "WWW-Authenticate: Digest realm=\"server\", nonce=\"m\", qop=\"auth\"");
        provider.request("ACK");
        var third = provider.request("INVITE");
        assertThat(third.header(Headers.PROXY_AUTHORIZATION))
                .contains("nonce=\"n\"")
                .contains("nc=00000002");
        assertThat(third.header(Headers.AUTHORIZATION)).contains("realm=\"server\"");
        provider.answer(third, outside, 486, "");
        provider.request("ACK");
        var busy = platform.response(486);
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + busy.toTag()));
    }

    /** The provider's next INVITE that is no repetition. */
    private SipRequest next(SipRequest before) {
        var next = provider.request("INVITE");
        while (next.cseq() == before.cseq()) next = provider.request("INVITE");
        return next;
    }

    @Test
    void doesNotFollowAServerThatCallsEveryNonceStale() {
        withPassword();
        inviteOut(Peer.SDP);
        var last = provider.request("INVITE");
        for (int i = 0; i < 7; i++) {
            if (i > 0) last = next(last);
            provider.answer(
                    last, outside, 401, "", "WWW-Authenticate: Digest realm=\"p\", nonce=\"n" + i + "\", stale=true");
            provider.request("ACK");
        }
        var refused = platform.response(502);
        assertThat(provider.hearsOther(last)).isFalse();
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + refused.toTag()));
    }

    /** RFC 3261 §13.3.1.1: a 180 is repeated every minute; here oftener, and a ring timeout of 2 s. */
    @Test
    void ringingAgainAndAgainProlongsNothing() {
        invite(Peer.SDP);
        var ringing = platform.request("INVITE");
        platform.answer(ringing, inside, 180, "");
        await().during(Duration.ofMillis(1_200)).until(() -> gateway.book.liveCount() == 1);
        platform.answer(ringing, inside, 180, "");
        var cancel = platform.request("CANCEL");
        platform.answer(cancel, inside, 200, "");
        platform.answer(ringing, inside, 487, "");
        var refused = provider.response(408);
        provider.send(outside, "", within("ACK", 1, provider, refused));
    }

    @Test
    void writesAnIpv6ProviderInBrackets() {
        gateway.account(
                Map.of("code", "p1", "domain", "2001:db8::7", "proxyaddr", "127.0.0.3", "proxyport", provider.port()));
        inviteOut(Peer.SDP);
        var sent = provider.request("INVITE");
        assertThat(sent.requestUri()).isNotNull();
        assertThat(sent.requestUriText()).startsWith("sip:100@[2001:db8:");
        assertThat(sent.to().uri()).isNotNull();
        provider.answer(sent, outside, 486, "");
        provider.request("ACK");
        var busy = platform.response(486);
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + busy.toTag()));
    }

    @Test
    void answersAChallengeWithTheSameCall() {
        withPassword();
        inviteOut(Peer.SDP);
        var first = provider.request("INVITE");
        provider.answer(first, outside, 401, "", "WWW-Authenticate: Digest realm=\"p\", nonce=\"n\", qop=\"auth\"");
        provider.request("ACK");
        var second = provider.request("INVITE");
        assertThat(second.callId()).isEqualTo(first.callId());
        assertThat(second.cseq()).isEqualTo(first.cseq() + 1);
        assertThat(second.fromTag()).isEqualTo(first.fromTag());
        assertThat(second.header(Headers.AUTHORIZATION))
                .contains("username=\"user\"")
                .contains("uri=\"sip:100@127.0.0.3\"");
        assertThat(body(second)).isEqualTo(Peer.SDP);

        provider.answer(second, outside, 401, "", "WWW-Authenticate: Digest realm=\"p\", nonce=\"m\", qop=\"auth\"");
        provider.request("ACK");
        var refused = platform.response(502);
        assertThat(refused.header(Headers.REASON)).contains("EB2B. Provider refused the credentials");
        platform.send(inside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", platform, "1 ACK", ";tag=" + refused.toTag()));
    }

    @Test
    void carriesTheAnswerToADelayedOfferInTheAck() {
        invite("");
        var second = platform.request("INVITE");
        assertThat(second.bodyLength()).isZero();
        platform.answer(second, inside, 200, Peer.SDP);
        var ok = provider.response(200);
        assertThat(platform.hears("ACK")).as("not before the caller's").isFalse();
        provider.send(outside, Peer.SDP, within("ACK", 1, provider, ok));
        assertThat(body(platform.request("ACK"))).isEqualTo(Peer.SDP);
        hangUp(new Talk(second, ok), 2);
    }

    /** INC-08, SRC-02, LOG-08. */
    @Test
    void tellsStrangersWhy() {
        var head = lines("INVITE sip:1@127.0.0.1 SIP/2.0", platform, "1 INVITE", "");
        head[7] = "Contact: <sip:127.0.0.3>"; // the provider's name, but not its address
        platform.send(outside, Peer.SDP, head);
        var refused = platform.response(403);
        assertThat(refused.header(Headers.REASON))
                .isEqualTo("SIP;cause=403;text=\"EB2B. Source address is not allowed\"");
        provider.send(inside, Peer.SDP, lines("INVITE sip:1@127.0.0.1 SIP/2.0", provider, "1 INVITE", ""));
        assertThat(provider.response(403).header(Headers.REASON)).contains("EB2B. Peer is not trusted");
    }

    @Test
    void refusesWhatExceedsTheLimits() {
        gateway.account(Map.of("code", "p1", "domain", "127.0.0.3", "proxyport", provider.port(), "trunks", 0));
        invite(Peer.SDP);
        var refused = provider.response(486);
        assertThat(refused.header(Headers.REASON)).contains("Trunk limit");
        provider.send(
                outside, "", lines("ACK sip:100@127.0.0.1 SIP/2.0", provider, "1 ACK", ";tag=" + refused.toTag()));

        gateway.account(Map.of("code", "p1", "domain", "127.0.0.3", "proxyport", provider.port(), "cpslimit", 1));
        for (int cseq = 2; cseq <= 3; cseq++) {
            provider.send(outside, Peer.SDP, lines("INVITE sip:100@127.0.0.1 SIP/2.0", provider, cseq + " INVITE", ""));
        }
        assertThat(provider.response(503).header(Headers.REASON)).contains("Call rate limit");
        platform.answer(platform.request("INVITE"), inside, 486, "");
        platform.request("ACK");
    }

    @Test
    void keepsTrunksFreeForTheOtherDirection() {
        gateway.account(Map.of(
                "code", "p1", "domain", "127.0.0.3", "proxyport", provider.port(), "opts", Map.of("intrunks", 0)));
        invite(Peer.SDP);
        assertThat(provider.response(486).header(Headers.REASON)).contains("Limit of incoming calls");
    }

    /** REF-04. */
    @Test
    void answersWhatIsNoCall() {
        provider.send(outside, "", lines("OPTIONS sip:127.0.0.1 SIP/2.0", provider, "1 OPTIONS", ""));
        assertThat(provider.response(200).header(Headers.ALLOW)).contains("INVITE");
        provider.send(outside, "", lines("BYE sip:127.0.0.1 SIP/2.0", provider, "2 BYE", ";tag=nobody"));
        assertThat(provider.response(481).header(Headers.REASON)).contains("EB2B. No such dialog");
    }
}
