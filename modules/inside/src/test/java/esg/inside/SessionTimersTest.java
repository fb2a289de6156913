package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session timers (RFC 4028): one for each leg, neither side hears of the other's. */
class SessionTimersTest extends CallFixture {
    private static final String OTHER_SDP = Peer.SDP.replace("audio 4000", "audio 5000");
    private static final String[] KNOWS = {"Supported: timer"};

    /** Minutes where only the words are looked at. */
    @Override
    Gateway gateway() throws Exception {
        return new Gateway(2, new MemoryBindings(), "esg.trunk.call { session-expires = 20 m, audit-interval = 0 }");
    }

    @Override
    Map<String, Object> account() throws IOException {
        var account = new HashMap<>(super.account());
        account.put("opts", Map.of("sessionexpires", 900, "refresher", "self"));
        return account;
    }

    private Talk answered(SipRequest second, String... more) {
        platform.answer(second, inside, 200, OTHER_SDP, more);
        platform.request("ACK");
        var ok = provider.response(200, "INVITE");
        provider.send(outside, "", within("ACK", 1, provider, ok));
        return new Talk(second, ok);
    }

    private static void isTimed(SipMessage message, String sessionExpires) {
        assertThat(message.header(Headers.SESSION_EXPIRES)).isEqualTo(sessionExpires);
    }

    @Test
    void eachLegHasItsOwn() {
        invite(Peer.SDP, "Session-Expires: 600;refresher=uac", "Supported: timer, 100rel", "Min-SE: 500");
        var second = platform.request("INVITE");
        isTimed(second, "1200");
        assertThat(second.has("Min-SE")).isFalse();
        assertThat(second.values(Headers.SUPPORTED)).containsExactly("100rel", "timer");
        var talk = answered(second, "Session-Expires: 700;refresher=uas", "Require: timer", "Supported: timer, x");
        isTimed(talk.ok(), "600;refresher=uac");
        assertThat(talk.ok().values(Headers.REQUIRE)).containsExactly("timer");
        assertThat(talk.ok().values(Headers.SUPPORTED)).containsExactly("x", "timer", "replaces");

        provider.send(outside, Peer.SDP, within("INVITE", 2, provider, talk.ok(), KNOWS));
        var again = platform.request("INVITE", "callee");
        isTimed(again, "700;refresher=uas");
        platform.answer(again, inside, 200, OTHER_SDP, "Session-Expires: 700;refresher=uas");
        platform.request("ACK");
        var ok = provider.response(200, "INVITE");
        isTimed(ok, "900;refresher=uac");
        provider.send(outside, "", within("ACK", 2, provider, ok));
        hangUp(talk, 3);
    }

    @Test
    void aCallOutAsksAsTheAccountSays() {
        inviteOut(Peer.SDP);
        var second = provider.request("INVITE");
        isTimed(second, "900;refresher=uac");
        provider.answer(second, outside, 486, "");
        provider.request("ACK");
        platform.response(486);
    }

    @Test
    void aLongerSessionIsAskedForWithoutTheCaller() {
        invite(Peer.SDP);
        var first = platform.request("INVITE");
        platform.answer(first, inside, 422, "", "Min-SE: 3600");
        platform.request("ACK");
        var second = platform.request("INVITE");
        isTimed(second, "3600");
        assertThat(second.header("Min-SE")).isEqualTo("3600");
        assertThat(second.callId()).isEqualTo(first.callId());
        assertThat(second.cseq()).isEqualTo(first.cseq() + 1);
        assertThat(second.headers(Headers.SUPPORTED)).hasSize(1);
        hangUp(answered(second, "Session-Expires: 3600;refresher=uas"), 2);
    }

    @Test
    void whoRefusesEveryIntervalIsCalledWithoutAndThenGivenUp() {
        invite(Peer.SDP);
        platform.answer(platform.request("INVITE"), inside, 422, "");
        platform.request("ACK");
        var second = platform.request("INVITE");
        assertThat(second.has(Headers.SESSION_EXPIRES)).isFalse();
        platform.answer(second, inside, 422, "");
        platform.request("ACK");
        assertThat(provider.response(502).header(Headers.REASON)).contains("EB2B. Far end refuses every session");
    }

    @Test
    void tooBriefASessionIsRefused() {
        invite(Peer.SDP, "Session-Expires: 60", "Supported: timer");
        var refused = provider.response(422);
        assertThat(refused.header("Min-SE")).isEqualTo("90");
        assertThat(refused.header(Headers.REASON)).contains("EB2B. Session interval is too small");
        assertThat(platform.hears("INVITE")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "UPDATE"})
    void inTheCallToo(String method) {
        var talk = talk();
        provider.send(outside, Peer.SDP, within(method, 2, provider, talk.ok(), "Session-Expires: 60", "k: timer"));
        var refused = provider.response(422, method);
        assertThat(refused.header("Min-SE")).isEqualTo("90");
        if (method.equals("INVITE")) provider.send(outside, "", within("ACK", 2, provider, refused));
        assertThat(platform.hears(method)).isFalse();
        hangUp(talk, 3);
    }

    @Test
    void aMereRefreshStaysOnItsLeg() throws IOException {
        var talk = talk();
        try (var moved = new Peer("127.0.0.2")) {
            moved.send(
                    inside,
                    "",
                    talk.byCallee("UPDATE", 70, moved, "Session-Expires: 300;refresher=uac", "Supported: timer"));
            var ok = moved.response(200, "UPDATE");
            isTimed(ok, "300;refresher=uac");
            assertThat(ok.contact()).isNotNull();
            assertThat(provider.hears("UPDATE")).isFalse();
            provider.send(outside, "", within("BYE", 2, provider, talk.ok()));
            provider.response(200, "BYE");
            moved.answer(moved.request("BYE"), inside, 200, "");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INVITE", "UPDATE"})
    void aLongerSessionIsAskedForInTheCallToo(String method) {
        var talk = talk();
        provider.send(outside, Peer.SDP, within(method, 2, provider, talk.ok()));
        var refused = platform.request(method, "callee");
        platform.answer(refused, inside, 422, "", "Min-SE: 2000");
        if (method.equals("INVITE")) platform.request("ACK");
        var again = platform.request(method);
        isTimed(again, "2000;refresher=uac");
        assertThat(body(again)).isEqualTo(Peer.SDP);
        platform.answer(again, inside, 200, OTHER_SDP);
        if (method.equals("INVITE")) platform.request("ACK");
        var ok = provider.response(200, method);
        if (method.equals("INVITE")) provider.send(outside, "", within("ACK", 2, provider, ok));
        hangUp(talk, 3);
    }

    /** Sessions of two and three seconds, and nobody is asked by OPTIONS. */
    @Nested
    class WhenTimeGoesBy extends CallFixture {
        @Override
        Gateway gateway() throws Exception {
            return new Gateway(
                    2,
                    new MemoryBindings(),
                    "esg.trunk.call { min-se = 1 s, session-expires = 0, audit-interval = 0 }");
        }

        @Override
        Map<String, Object> account() throws IOException {
            var account = new HashMap<>(super.account());
            account.put("opts", Map.of("sessionexpires", 0));
            return account;
        }

        private Talk talk(String... callees) {
            return talk(List.of(), callees);
        }

        private Talk talk(List<String> callers, String... callees) {
            invite(Peer.SDP, callers.toArray(String[]::new));
            var second = platform.request("INVITE");
            platform.answer(second, inside, 200, OTHER_SDP, callees);
            platform.request("ACK");
            var ok = provider.response(200, "INVITE");
            provider.send(outside, "", within("ACK", 1, provider, ok));
            return new Talk(second, ok);
        }

        private void bothEnd(String reason) {
            for (var peer : List.of(provider, platform)) {
                var bye = peer.request("BYE");
                assertThat(bye.header(Headers.REASON)).isEqualTo("SIP;cause=408;text=\"EB2B. " + reason + "\"");
                peer.answer(bye, peer == provider ? outside : inside, 200, "");
            }
        }

        @Test
        void weRefreshByUpdateWhereThePeerTakesIt() {
            var talk = talk("Session-Expires: 2;refresher=uac", "Allow: INVITE, UPDATE");
            for (int i = 0; i < 2; i++) {
                var update = platform.request("UPDATE");
                isTimed(update, "2;refresher=uac");
                assertThat(update.bodyLength()).isZero();
                assertThat(update.values(Headers.SUPPORTED)).containsExactly("timer");
                platform.answer(update, inside, 200, "", "Session-Expires: 2;refresher=uac");
            }
            assertThat(provider.hears("UPDATE")).isFalse();
            hangUp(talk, 2);
        }

        @Test
        void elseByTheSessionAsItWas() {
            var talk = talk("Session-Expires: 2;refresher=uac", "Allow: INVITE");
            var again = platform.request("INVITE", "callee");
            isTimed(again, "2;refresher=uac");
            assertThat(body(again)).as("what the provider had offered").isEqualTo(Peer.SDP);
            platform.answer(again, inside, 200, OTHER_SDP, "Session-Expires: 600;refresher=uac");
            assertThat(platform.request("ACK").cseq()).isEqualTo(again.cseq());
            assertThat(provider.hears("INVITE")).isFalse();
            hangUp(talk, 2);
        }

        @Test
        void aCallerIsRefreshedAsWell() {
            var talk = talk(List.of("Session-Expires: 2;refresher=uas", "Supported: timer", "Allow: UPDATE"));
            isTimed(talk.ok(), "2;refresher=uas");
            provider.answer(provider.request("UPDATE"), outside, 200, "");
            hangUp(talk, 2);
        }

        @Test
        void aChallengedRefreshIsRepeated() throws IOException {
            var account = new HashMap<>(account());
            account.putAll(Map.of("username", "us", "pwd", "secret"));
            gateway.account(account);
            inviteOut(Peer.SDP);
            var second = provider.request("INVITE");
            provider.answer(second, outside, 200, Peer.SDP, "Session-Expires: 2;refresher=uac", "Allow: UPDATE");
            provider.request("ACK");
            var ok = platform.response(200, "INVITE");
            platform.send(inside, "", within("ACK", 1, platform, ok));
            var refused = provider.request("UPDATE");
            provider.answer(refused, outside, 401, "", "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\"");
            var again = provider.request("UPDATE");
            assertThat(again.cseq()).isEqualTo(refused.cseq() + 1);
            assertThat(again.header(Headers.AUTHORIZATION)).contains("username=\"us\"");
            provider.answer(again, outside, 200, "", "Session-Expires: 600;refresher=uac");
            platform.send(inside, "", within("BYE", 2, platform, ok));
            platform.response(200, "BYE");
            provider.answer(provider.request("BYE"), outside, 200, "");
        }

        @ParameterizedTest
        @ValueSource(ints = {481, 408})
        void aRefreshThatFindsNobodyEndsTheCall(int status) {
            talk("Session-Expires: 2;refresher=uac", "Allow: UPDATE");
            platform.answer(platform.request("UPDATE"), inside, status, "");
            bothEnd("Other side of the call is gone");
        }

        @Test
        void aRefreshThatIsRefusedDoesNot() {
            var talk = talk("Session-Expires: 3;refresher=uac", "Allow: UPDATE");
            platform.answer(platform.request("UPDATE"), inside, 488, "");
            platform.answer(platform.request("INVITE", "callee"), inside, 488, "");
            platform.request("ACK");
            platform.answer(platform.request("UPDATE"), inside, 200, "", "Session-Expires: 600;refresher=uac");
            hangUp(talk, 2);
        }

        @Test
        void whoWasToRefreshAndDidNotIsGone() {
            talk("Session-Expires: 2;refresher=uas", "Require: timer");
            bothEnd("Session was not refreshed");
            assertThat(gateway.book.calls().getFirst().reason()).isEqualTo("callee: session not refreshed");
        }

        @Test
        void sameWithTheCaller() {
            var talk = talk(List.of("Session-Expires: 2;refresher=uac", "Supported: timer"));
            isTimed(talk.ok(), "2;refresher=uac");
            bothEnd("Session was not refreshed");
        }

        @Test
        void whoRefreshesInTimeStays() {
            var talk = talk("Session-Expires: 2;refresher=uas", "Require: timer");
            for (int i = 0; i < 3; i++) {
                assertThat(provider.hears("BYE")).isFalse(); // half a second
                platform.send(
                        inside,
                        "",
                        talk.byCallee(
                                "UPDATE", 70 + i, platform, "Session-Expires: 2;refresher=uac", "Supported: timer"));
                platform.answer("UPDATE", 70 + i);
            }
            hangUp(talk, 2);
        }

        /** Both refresh: whoever did last is the one from then on. */
        @Test
        void aPeerMayTakeOver() {
            var talk = talk("Session-Expires: 3;refresher=uac", "Allow: UPDATE");
            platform.send(
                    inside,
                    "",
                    talk.byCallee("UPDATE", 70, platform, "Session-Expires: 600;refresher=uac", "Supported: timer"));
            isTimed(platform.response(200, "UPDATE"), "600;refresher=uac");
            for (int i = 0; i < 4; i++) assertThat(platform.hears("UPDATE")).isFalse();
            hangUp(talk, 2);
        }

        @Test
        void aPeerMayHandItOver() {
            var talk = talk("Session-Expires: 600;refresher=uas", "Allow: UPDATE");
            platform.send(
                    inside,
                    "",
                    talk.byCallee("UPDATE", 70, platform, "Session-Expires: 2;refresher=uas", "Supported: timer"));
            platform.response(200, "UPDATE");
            isTimed(platform.request("UPDATE"), "2;refresher=uac");
            hangUp(talk, 2);
        }
    }
}
