package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests inside a call: they cross with their session description untouched, each leg in its own dialog. */
class InDialogTest extends CallFixture {
    @Test
    void reinviteCrossesBothWays() {
        var talk = talk();
        var hold = Peer.SDP + "a=sendonly\r\n";
        provider.send(outside, hold, within("INVITE", 2, provider, talk.ok()));
        var again = platform.request("INVITE");
        assertThat(again.callId()).isEqualTo(talk.received().callId());
        assertThat(again.cseq()).isEqualTo(talk.received().cseq() + 1);
        assertThat(again.toTag()).isEqualTo("callee");
        assertThat(body(again)).isEqualTo(hold);
        platform.answer(again, inside, 200, Peer.SDP);
        platform.request("ACK");
        var held = provider.response(200);
        provider.send(outside, "", within("ACK", 2, provider, held));

        platform.send(inside, Peer.SDP, talk.byCallee("INVITE", 70, platform));
        var back = provider.request("INVITE");
        assertThat(back.callId()).isEqualTo("call-" + provider.port());
        provider.answer(back, outside, 200, Peer.SDP);
        provider.request("ACK");
        var ok = platform.response(200);
        platform.send(inside, "", talk.byCallee("ACK", 70, platform));
        assertThat(body(ok)).isEqualTo(Peer.SDP);
        hangUp(talk, 3);
    }

    /** NRM-01: what a rule hides from the other side stays hidden in the whole call. */
    @Test
    void aRulesHeadersHoldInTheWholeCall() {
        gateway.rule(Map.of("direction", "in", "set", Map.of("pai", "777", "headers", Map.of("X-Secret", ""))));
        var talk = talk();
        String[] theirs = {"P-Asserted-Identity: <sip:1@127.0.0.3>", "X-Secret: 1"};
        provider.send(outside, Peer.SDP, within("INVITE", 2, provider, talk.ok(), theirs));
        var again = platform.request("INVITE");
        assertThat(again.headers("P-Asserted-Identity")).containsExactly("<sip:777@" + Gateway.D + ">");
        assertThat(again.has("X-Secret")).isFalse();
        platform.answer(again, inside, 200, Peer.SDP);
        platform.request("ACK");
        provider.send(outside, "", within("ACK", 2, provider, provider.response(200)));

        provider.send(outside, "", within("INFO", 3, provider, talk.ok(), theirs));
        var info = platform.request("INFO");
        assertThat(info.has("P-Asserted-Identity")).isFalse();
        assertThat(info.has("X-Secret")).isFalse();
        platform.answer(info, inside, 200, "");
        provider.response(200, "INFO");
        hangUp(talk, 4);
    }

    /** MED-01: a fax that takes the place of speech is none of our business. */
    @Test
    void anOfferOfFaxCrossesUntouched() {
        var talk = talk();
        var fax = Peer.SDP.replaceAll("m=audio.*\r\n", "m=image 4010 udptl t38\r\na=T38FaxVersion:0\r\n");
        provider.send(outside, fax, within("INVITE", 2, provider, talk.ok()));
        var offered = platform.request("INVITE");
        assertThat(body(offered)).isEqualTo(fax);
        platform.answer(offered, inside, 200, fax);
        platform.request("ACK");
        var ok = provider.response(200);
        assertThat(body(ok)).isEqualTo(fax);
        provider.send(outside, "", within("ACK", 2, provider, ok));
        hangUp(talk, 3);
    }

    /** RFC 3261 §15.1.2: who hangs up leaves no question open. */
    @ParameterizedTest
    @ValueSource(strings = {"INFO", "OPTIONS", "INVITE"})
    void whatIsNotAnsweredWhenTheCallEndsIsAnsweredThen(String method) {
        var talk = talk();
        provider.send(outside, Peer.SDP, within(method, 2, provider, talk.ok()));
        platform.request(method);
        platform.send(inside, "", talk.byCallee("BYE", 70, platform));
        platform.response(200, "BYE");
        assertThat(provider.answer(method, 2).status()).isEqualTo(487);
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "UPDATE", "MESSAGE", "NOTIFY", "OPTIONS"})
    void requestsCross(String method) {
        var talk = talk();
        provider.send(outside, Peer.SDP, within(method, 2, provider, talk.ok(), "Info-Package: x"));
        var crossed = platform.request(method);
        assertThat(body(crossed)).isEqualTo(Peer.SDP);
        assertThat(crossed.header("Info-Package")).isEqualTo("x");
        platform.answer(crossed, inside, 200, "");
        provider.response(200, method);
        hangUp(talk, 3);
    }

    /** Keys pressed: INFO of either form, both ways, as it was said. */
    @ParameterizedTest
    @CsvSource({"application/dtmf-relay, 'Signal=5\r\nDuration=160\r\n'", "application/dtmf, '#'"})
    void keysCrossBothWays(String type, String keys) {
        var talk = talk();
        provider.sendTyped(outside, type, keys, within("INFO", 2, provider, talk.ok()));
        var crossed = platform.request("INFO");
        assertThat(crossed.contentType()).isEqualTo(type);
        assertThat(body(crossed)).isEqualTo(keys);
        platform.answer(crossed, inside, 200, "");
        provider.response(200, "INFO");

        platform.sendTyped(inside, type, keys, talk.byCallee("INFO", 70, platform));
        var back = provider.request("INFO");
        assertThat(back.contentType()).isEqualTo(type);
        assertThat(body(back)).isEqualTo(keys);
        provider.answer(back, outside, 200, "");
        platform.response(200, "INFO");
        hangUp(talk, 3);
    }

    @Test
    void crossingReinvitesAreRefusedOnBothSides() {
        var talk = talk();
        provider.send(outside, Peer.SDP, within("INVITE", 2, provider, talk.ok()));
        var first = platform.request("INVITE");
        platform.send(inside, Peer.SDP, talk.byCallee("INVITE", 70, platform));
        var glare = platform.response(491);
        assertThat(glare.header(Headers.REASON)).contains("EB2B. Another offer is pending");
        platform.answer(first, inside, 491, "");
        platform.request("ACK");
        provider.response(491);
        hangUp(talk, 3);
    }

    /** A 2xx that was lost comes again until it is acknowledged (RFC 3261 §13.3.1.4), whatever the other side asks meanwhile. */
    @Test
    void theAnswerToAReinviteIsRepeatedThoughTheOtherSideAsksToo() {
        var talk = talk();
        provider.send(outside, Peer.SDP, within("INVITE", 2, provider, talk.ok()));
        platform.answer(platform.request("INVITE"), inside, 200, Peer.SDP);
        platform.request("ACK");
        platform.send(inside, Peer.SDP, talk.byCallee("INVITE", 70, platform));
        provider.answer(provider.request("INVITE"), outside, 200, Peer.SDP);
        platform.response(200);
        platform.send(inside, "", talk.byCallee("ACK", 70, platform));
        var ok = provider.answer("INVITE", 2);
        for (int more = 0; more < 7; more++) ok = provider.answer("INVITE", 2); // some may have come before
        provider.send(outside, "", within("ACK", 2, provider, ok));
        hangUp(talk, 3);
    }

    @Test
    void followsTheNewestTarget() throws Exception {
        try (var moved = new Peer("127.0.0.2")) {
            var talk = talk();
            moved.send(inside, Peer.SDP, talk.byCallee("UPDATE", 70, moved));
            provider.answer(provider.request("UPDATE"), outside, 200, Peer.SDP);
            moved.response(200, "UPDATE");
            provider.send(outside, "", within("BYE", 2, provider, talk.ok()));
            provider.response(200, "BYE");
            var bye = moved.request("BYE");
            assertThat(bye.requestUriText()).isEqualTo("sip:" + moved.at());
            moved.answer(bye, inside, 200, "");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"loose, ;lr, sip:callee@, 2", "strict, '', sip:127.0.0.6, 2"})
    void routesRequestsAsRecorded(String kind, String loose, String requestUri, int routes) throws Exception {
        try (var proxy = new Peer("127.0.0.6")) {
            invite(Peer.SDP);
            var second = platform.request("INVITE");
            // §12.1.2: the caller takes the routes from the last to the first.
            platform.answer(
                    second,
                    inside,
                    200,
                    Peer.SDP,
                    "Record-Route: <sip:127.0.0.9;lr>, <sip:" + proxy.at() + loose + ">");
            var ack = proxy.request("ACK");
            assertThat(ack.requestUriText()).startsWith(requestUri);
            assertThat(ack.routes()).hasSize(routes);
            var ok = provider.response(200);
            provider.send(outside, "", within("ACK", 1, provider, ok));
            provider.send(outside, "", within("BYE", 2, provider, ok));
            var bye = proxy.request("BYE");
            assertThat(bye.requestUriText()).isEqualTo(ack.requestUriText());
            assertThat(bye.routes()).isEqualTo(ack.routes());
            proxy.answer(bye, inside, 200, "");
        }
    }
}
