package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.media.relay.MediaRelay.End;
import esg.media.relay.Rules;
import esg.sip.message.Headers;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MED-02, MED-05: each end is told of the media gateway in the other's place, and what one end changes the other need not know. */
class MediaCallsTest extends CallFixture {
    private static final String BY_CALLER = Peer.SDP + "a=x-via:CALLER\r\n";
    private static final String BY_CALLEE = Peer.SDP + "a=x-via:CALLEE\r\n";

    @Override
    Map<String, Object> account() throws IOException {
        var account = new HashMap<>(super.account());
        account.putAll(
                Map.of("media", true, "reinvite", false, "opts", Map.of("codecs", List.of("PCMA"), "dtmf", "rfc4733")));
        return account;
    }

    private MarkingRelay.Session session() {
        return gateway.media.sessions.getFirst();
    }

    @Test
    void eitherEndIsToldOfTheGateway() {
        var talk = talk();
        assertThat(body(talk.received())).isEqualTo(BY_CALLER);
        assertThat(body(talk.ok())).isEqualTo(BY_CALLEE);
        assertThat(session().heard).containsExactly("offer CALLER", "answer CALLEE");
        assertThat(session().rules.values())
                .allSatisfy(rules ->
                        assertThat(rules).isEqualTo(new Rules(outside.getAddress(), List.of("PCMA"), 0, false)));
        hangUp(talk, 2);
        await().until(() -> session().closed);
    }

    @Test
    void outgoingCallsAreToldToo() {
        inviteOut(Peer.SDP);
        var received = provider.request("INVITE");
        assertThat(body(received)).isEqualTo(BY_CALLER);
        provider.answer(received, outside, 183, Peer.SDP);
        assertThat(body(platform.response(183))).isEqualTo(BY_CALLEE);
        provider.answer(received, outside, 486, "");
        platform.response(486);
        await().until(() -> session().closed);
    }

    /** An offer that comes with the 2xx is answered by the ACK (RFC 3264 §5). */
    @Test
    void aLateOfferIsToldToo() {
        invite("");
        var received = platform.request("INVITE");
        platform.answer(received, inside, 200, Peer.SDP);
        var ok = provider.response(200);
        assertThat(body(ok)).isEqualTo(BY_CALLEE);
        provider.send(outside, Peer.SDP, within("ACK", 1, provider, ok));
        assertThat(body(platform.request("ACK"))).isEqualTo(BY_CALLER);
        assertThat(session().heard).containsExactly("offer CALLEE", "answer CALLER");
        hangUp(new Talk(received, ok), 2);
    }

    /** MED-02: hold in all its spellings ends at the leg; RFC 3264 §6.1 says what a hold is answered with. */
    @ParameterizedTest(name = "{0} is answered with {1}")
    @CsvSource({"a=sendonly, a=recvonly", "a=inactive, a=inactive", "a=recvonly, a=sendonly", "a=sendrecv, a=sendrecv"})
    void holdEndsAtTheLeg(String said, String answered) {
        var talk = talk();
        provider.send(outside, Peer.SDP + said + "\r\n", within("INVITE", 2, provider, talk.ok()));
        var held = provider.response(200);
        assertThat(body(held)).contains(answered + "\r\n").endsWith("a=x-via:CALLEE\r\n");
        provider.send(outside, "", within("ACK", 2, provider, held));
        assertThat(session().heard).endsWith("offer CALLER", "answer CALLEE");
        hangUp(talk, 3);
        assertThat(platform.hears("INVITE")).isFalse();
    }

    /** As RFC 2543 spelled it; who is sent nothing is the gateway's to see to (RFC 3264 §8.4). */
    @Test
    void holdByNowhereEndsAtTheLegToo() {
        var talk = talk();
        var nowhere = Peer.SDP.replace("c=IN IP4 127.0.0.1", "c=IN IP4 0.0.0.0");
        provider.send(outside, nowhere, within("INVITE", 2, provider, talk.ok()));
        var held = provider.response(200);
        provider.send(outside, "", within("ACK", 2, provider, held));
        assertThat(session().heard).endsWith("offer CALLER", "answer CALLEE");
        assertThat(platform.hears("INVITE")).isFalse();
        hangUp(talk, 3);
    }

    @Test
    void aReinviteWithoutOfferIsAnsweredWithWhatWasSaid() {
        var talk = talk();
        platform.send(inside, "", talk.byCallee("INVITE", 70, platform));
        var ok = platform.response(200);
        assertThat(body(ok)).isEqualTo(BY_CALLER);
        platform.send(inside, Peer.SDP, talk.byCallee("ACK", 70, platform));
        await().untilAsserted(() -> assertThat(session().heard).endsWith("offer CALLER", "answer CALLEE"));
        hangUp(talk, 2);
    }

    /** RFC 3261 §14.2: the session stays as it was. */
    @Test
    void whatTheOtherEndDoesNotSpeakIsRefused() {
        var talk = talk();
        var fax = Peer.SDP.replaceAll("m=audio.*\r\n", "m=image 4000 udptl t38\r\n");
        provider.send(outside, fax, within("INVITE", 2, provider, talk.ok()));
        assertThat(provider.response(488).header(Headers.REASON)).contains("EB2B. Media is not acceptable");
        provider.send(outside, "", within("ACK", 2, provider, talk.ok()));
        assertThat(session().heard).containsExactly("offer CALLER", "answer CALLEE");
        hangUp(talk, 3);
    }

    @Test
    void withoutGatewayTheAccountTakesNoCalls() {
        gateway.media.available = false;
        inviteOut(Peer.SDP);
        assertThat(platform.response(503).header(Headers.REASON)).contains("EB2B. No media port is free");
    }

    @Test
    void aCallWithoutMediaEndsOnBothSides() {
        talk();
        session().watch.silent();
        provider.answer(provider.request("BYE"), outside, 200, "");
        platform.answer(platform.request("BYE"), inside, 200, "");
        await().until(() -> session().closed);
        assertThat(gateway.book.calls().getFirst().reason()).isEqualTo("no media from either end");
    }

    @Test
    void whoIsNotHeardIsTold() {
        var talk = talk();
        session().watch.oneWay(End.CALLEE);
        await().until(() -> gateway.book.calls().getFirst().dumb().equals("callee"));
        hangUp(talk, 2);
    }

    /** The provider speaks telephone events, the inside INFO: either hears of keys in its own way. */
    @Test
    void keysAreToldAsEitherSideTellsThem() {
        var talk = talk();
        var info = talk.byCallee("INFO", 70, platform);
        platform.sendTyped(inside, "application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", info);
        platform.response(200, "INFO");
        assertThat(session().heard).endsWith("dial CALLER 5 160");
        assertThat(provider.hears("INFO")).isFalse();

        session().watch.dialled(End.CALLER, '#', 100);
        var told = platform.request("INFO");
        assertThat(told.contentType()).isEqualTo("application/dtmf-relay");
        assertThat(body(told)).isEqualTo("Signal=#\r\nDuration=100\r\n");
        platform.answer(told, inside, 200, "");
        hangUp(talk, 2);
    }

    /** A newcomer by REFER speaks through the same gateway, and who stays is told of nothing but that. */
    @Test
    void aTransferStaysAtTheGateway() {
        var talk = talk();
        var refer = within("REFER", 2, provider, talk.ok(), "Refer-To: <sip:300@127.0.0.3>");
        provider.send(outside, "", refer);
        provider.response(202);
        provider.answer(provider.request("NOTIFY"), outside, 200, "");
        var invited = provider.request("INVITE");
        assertThat(body(invited)).contains("a=x-via:CALLEE");
        provider.answer(invited, outside, 200, Peer.SDP);
        provider.request("ACK");
        var again = platform.request("INVITE");
        assertThat(body(again)).endsWith("a=x-via:CALLER\r\n");
        platform.answer(again, inside, 200, Peer.SDP);
        platform.request("ACK");
        provider.answer(provider.request("NOTIFY"), outside, 200, "");
        provider.answer(provider.request("BYE"), outside, 200, "");
        assertThat(session().heard).endsWith("offer CALLER", "answer CALLEE");
        platform.send(inside, "", talk.byCallee("BYE", 71, platform));
        platform.response(200, "BYE");
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    /** An engine beside us takes its time: nothing overtakes what it is asked about, and a caller may give up meanwhile. */
    @Test
    void aSlowGatewayIsWaitedFor() {
        var asked = new LinkedBlockingQueue<Runnable>();
        Executor later = asked::add;
        gateway.media.answers = later;
        invite(Peer.SDP);
        provider.response(100);
        take(asked).run();
        var received = platform.request("INVITE");
        platform.answer(received, inside, 183, Peer.SDP);
        var early = take(asked);
        platform.answer(received, inside, 200, Peer.SDP);
        platform.request("ACK");
        early.run();
        assertThat(body(provider.response(183))).isEqualTo(BY_CALLEE);
        take(asked).run();
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        hangUp(new Talk(received, ok), 2);
    }

    @Test
    void aCallerMayGiveUpWhileTheGatewayIsAsked() {
        var asked = new LinkedBlockingQueue<Runnable>();
        gateway.media.answers = asked::add;
        invite(Peer.SDP);
        provider.response(100);
        var offer = take(asked);
        var cancel = lines("CANCEL sip:100@127.0.0.1 SIP/2.0", provider, "1 CANCEL", "");
        cancel[1] = cancel[1].replace("1-CANCEL", "1-INVITE");
        provider.send(outside, "", cancel);
        provider.response(487);
        offer.run();
        await().until(() -> gateway.book.liveCount() == 0);
        assertThat(platform.hears("INVITE")).isFalse();
    }

    @Test
    void anOfferThatWaitsForTheGatewayIsAnsweredWhenTheCallEnds() {
        var talk = talk();
        var asked = new LinkedBlockingQueue<Runnable>();
        gateway.media.answers = asked::add;
        provider.send(outside, Peer.SDP + "a=sendonly\r\n", within("INVITE", 2, provider, talk.ok()));
        var held = take(asked);
        provider.send(outside, Peer.SDP, within("INVITE", 3, provider, talk.ok()));
        assertThat(provider.answer("INVITE", 3).status()).as("one at a time").isEqualTo(500);
        platform.send(inside, "", talk.byCallee("BYE", 70, platform));
        platform.response(200, "BYE");
        assertThat(provider.answer("INVITE", 2).status()).isEqualTo(487);
        held.run();
        provider.answer(provider.request("BYE"), outside, 200, "");
    }

    /** RFC 3261 §9.2: nobody has heard of an answer yet. */
    @Test
    void aCallerMayGiveUpWhileTheAnswerWaitsForTheGateway() {
        var asked = new LinkedBlockingQueue<Runnable>();
        invite(Peer.SDP);
        var received = platform.request("INVITE");
        gateway.media.answers = asked::add;
        platform.answer(received, inside, 200, Peer.SDP);
        platform.request("ACK");
        var answer = take(asked);
        var cancel = lines("CANCEL sip:100@127.0.0.1 SIP/2.0", provider, "1 CANCEL", "");
        cancel[1] = cancel[1].replace("1-CANCEL", "1-INVITE");
        provider.send(outside, "", cancel);
        provider.response(487);
        platform.answer(platform.request("BYE"), inside, 200, "");
        answer.run();
        await().until(() -> session().closed);
    }

    /** An offer in a reliable answer is answered in its PRACK; that the 2xx says it once more asks for nothing (RFC 3262 §5). */
    @Test
    void aCalleeMayRepeatItsOfferInTheAnswer() {
        invite("", "Supported: 100rel");
        var received = platform.request("INVITE");
        platform.answer(received, inside, 183, Peer.SDP, "Require: 100rel", "RSeq: 5");
        var early = provider.response(183);
        assertThat(body(early)).isEqualTo(BY_CALLEE);
        var rack = "RAck: " + early.header("RSeq") + " 1 INVITE";
        provider.send(outside, Peer.SDP, within("PRACK", 2, provider, early, rack));
        var prack = platform.request("PRACK");
        assertThat(body(prack)).isEqualTo(BY_CALLER);
        platform.answer(prack, inside, 200, "");
        provider.response(200, "PRACK");
        platform.answer(received, inside, 200, Peer.SDP);
        var ok = provider.response(200, "INVITE");
        assertThat(body(ok)).isEqualTo(BY_CALLEE);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        assertThat(session().heard).containsExactly("offer CALLEE", "answer CALLER");
        hangUp(new Talk(received, ok), 3);
    }

    private static Runnable take(LinkedBlockingQueue<Runnable> asked) {
        return await().until(asked::poll, step -> step != null);
    }
}
