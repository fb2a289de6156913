package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call without session timers, whose ends are asked now and then whether they still know it. */
class AuditTest extends CallFixture {
    @Override
    Gateway gateway() throws Exception {
        return new Gateway(
                2,
                new MemoryBindings(),
                "esg.trunk.call { session-expires = 0, audit-interval = 800 ms, min-se = 1 s }");
    }

    @Override
    Map<String, Object> account() throws IOException {
        var account = new HashMap<>(super.account());
        account.put("opts", Map.of("sessionexpires", 0));
        return account;
    }

    private InetSocketAddress gatewayOf(Peer peer) {
        return peer == provider ? outside : inside;
    }

    private void bothEnd() {
        for (var peer : List.of(provider, platform)) {
            var bye = peer.request("BYE");
            assertThat(bye.header(Headers.REASON))
                    .contains("SIP;cause=408;text=\"EB2B. Other side of the call is gone");
            peer.answer(bye, gatewayOf(peer), 200, "");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 405, 500, 486})
    void whoeverAnswersIsThere(int status) {
        var talk = talk();
        for (int i = 0; i < 2; i++) {
            platform.answer(platform.request("OPTIONS"), inside, status, "");
            provider.answer(provider.request("OPTIONS"), outside, status, "");
        }
        hangUp(talk, 2);
    }

    @Test
    void anEndThatKnowsItNoMoreTakesTheOtherAlong() {
        talk();
        platform.answer(platform.request("OPTIONS"), inside, 481, "");
        bothEnd();
        assertThat(gateway.book.calls().getFirst().reason()).isEqualTo("callee: dialog unknown at audit");
    }

    @Test
    void oneThatSaysNothingIsAskedTwice() {
        talk();
        provider.answer(provider.request("OPTIONS"), outside, 408, "");
        provider.answer(provider.request("OPTIONS"), outside, 408, "");
        bothEnd();
        assertThat(gateway.book.calls().getFirst().reason()).isEqualTo("caller: dialog silent at audit");
    }

    @Test
    void silenceOfOneQuestionIsForgiven() {
        var talk = talk();
        provider.answer(provider.request("OPTIONS"), outside, 408, "");
        provider.answer(provider.request("OPTIONS"), outside, 200, "");
        hangUp(talk, 2);
    }

    /** Its BYE was lost, and it has gone. */
    @Test
    void anEndThatHasVanishedIsFound() {
        talk();
        platform.close();
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    @Test
    void whoSpeaksNeedNotBeAsked() {
        var talk = talk();
        for (int cseq = 2; cseq < 6; cseq++) {
            provider.send(outside, "", within("INFO", cseq, provider, talk.ok()));
            platform.answer(platform.request("INFO"), inside, 200, "");
            provider.response(200, "INFO");
            assertThat(provider.hears("OPTIONS")).isFalse(); // half a second
        }
        hangUp(talk, 6);
    }

    @Test
    void aSessionTimerIsEnough() {
        invite(Peer.SDP, "Session-Expires: 600;refresher=uac", "Supported: timer");
        var second = platform.request("INVITE");
        platform.answer(second, inside, 200, Peer.SDP);
        platform.request("ACK");
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        platform.answer(platform.request("OPTIONS"), inside, 200, "");
        platform.answer(platform.request("OPTIONS"), inside, 200, "");
        assertThat(provider.hears("OPTIONS")).isFalse();
        hangUp(new Talk(second, ok), 2);
    }
}
