package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.sip.message.Headers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who speaks may hand his partner on to somebody else of his own side (REF-01..03, A-27). */
class TransferTest extends TransferFixture {
    private static final AccountId ACCOUNT = new AccountId(Gateway.D, "p1");

    @Test
    void aProviderTransfersToAnotherOfItsNumbers() {
        var talk = talk();
        var accepted = providerRefers(talk, 2, 202, referTo("sip:300@127.0.0.3"), "Referred-By: <sip:200@127.0.0.3>");
        assertThat(accepted.contact()).isNotNull();
        assertThat(notified(provider, "100 Trying").header(Headers.EVENT)).isEqualTo("refer");
        var invite = fresh(provider, "INVITE");
        assertThat(invite.callId()).as("REF-01").isNotEqualTo(callId(talk));
        assertThat(invite.requestUriText()).isEqualTo("sip:300@127.0.0.3");
        assertThat(invite.header(Headers.REFERRED_BY)).isEqualTo("<sip:200@127.0.0.3>");
        assertThat(invite.from().user()).as("in the name of who stays").isEqualTo("100");
        assertThat(body(invite)).isEqualTo(Peer.SDP);
        provider.answer(invite, outside, 180, "");
        await().until(() -> gateway.calls.trunksInUse(ACCOUNT) == 2);
        assertThat(platform.hears("REFER")).as("REF-02").isFalse();
        provider.answer(invite, outside, 200, NEW_SDP);
        fresh(provider, "ACK", invite.callId());
        var reinvite = agrees(platform, talk.received().callId());
        assertThat(line(reinvite, "m=")).contains("7000");
        assertThat(line(reinvite, "o=")).as("one session goes on, RFC 3264 §8").isEqualTo("o=- 1 2 IN IP4 127.0.0.1");
        joined(talk);
        await().until(() -> gateway.calls.trunksInUse(ACCOUNT) == 1);

        endsWith(invite, talk);
    }

    @ParameterizedTest(name = "{0} is called at {1}")
    @CsvSource({
        "sip:2222@tenant.local, sip:2222@127.0.0.2",
        "sip:2222@127.0.0.2, sip:2222@127.0.0.2",
        "tel:+2222, sip:+2222@127.0.0.2"
    })
    void thePlatformTransfersInside(String named, String called) {
        var talk = talk();
        platformRefers(talk, 70, 202, referTo(named));
        notified(platform, "100 Trying");
        var invite = takes(platform);
        assertThat(invite.requestUriText()).startsWith(called);
        assertThat(invite.from().user()).isEqualTo("200");
        assertThat(provider.hears("REFER")).as("REF-02").isFalse();
        agrees(provider, callId(talk));
        notified(platform, "200 OK");
        bye(platform, talk.received().callId());
        provider.send(outside, "", within("BYE", 2, provider, talk.ok()));
        provider.response(200, "BYE");
        bye(platform, invite.callId());
    }

    @Test
    void aCallOutIsTransferredByTheProviderToo() {
        inviteOut(Peer.SDP);
        var called = fresh(provider, "INVITE");
        provider.answer(called, outside, 200, Peer.SDP);
        fresh(provider, "ACK");
        var ok = platform.response(200);
        platform.send(inside, "", within("ACK", 1, platform, ok));
        var talk = new Talk(called, ok);
        provider.send(outside, "", talk.byCallee("REFER", 70, provider, referTo("sip:300@127.0.0.3")));
        provider.response(202, "REFER");
        notified(provider, "100 Trying");
        var invite = takes(provider);
        assertThat(invite.from().user()).isEqualTo("200");
        agrees(platform, ok.callId());
        notified(provider, "200 OK");
        bye(provider, called.callId());
        hangsUp(provider, invite);
        bye(platform, ok.callId());
    }

    @Test
    void theHeldPartyIsOfferedBothWays() {
        var talk = talk();
        provider.send(outside, Peer.SDP + "a=sendonly\r\n", within("INVITE", 2, provider, talk.ok()));
        var hold = fresh(platform, "INVITE");
        platform.answer(hold, inside, 200, Peer.SDP.replace("- 1 1", "- 1 2") + "a=recvonly\r\n");
        fresh(platform, "ACK");
        provider.send(outside, "", within("ACK", 2, provider, provider.answer("INVITE", 2)));
        providerRefers(talk, 3, 202, referTo("sip:300@127.0.0.3"));
        notified(provider, "100 Trying");
        var invite = takes(provider);
        assertThat(body(invite)).contains("a=sendrecv").doesNotContain("recvonly");
        agrees(platform, talk.received().callId());
        joined(talk);
        endsWith(invite, talk);
    }

    @Test
    void anAnswerThatSaysMoreIsToldToTheNewOne() {
        var talk = providerTransfers();
        var invite = takes(provider);
        var reinvite = fresh(platform, "INVITE");
        platform.answer(reinvite, inside, 200, Peer.SDP.replace("audio 4000", "audio 4444"));
        fresh(platform, "ACK");
        var again = fresh(provider, "INVITE", invite.callId());
        assertThat(again.toTag()).isNotNull();
        assertThat(line(again, "m=")).contains("4444");
        assertThat(line(again, "o=")).isEqualTo("o=- 1 2 IN IP4 127.0.0.1");
        provider.answer(again, outside, 200, NEW_SDP);
        joined(talk);
        endsWith(invite, talk);
    }

    @Test
    void afterATransferRequestsCrossToTheNewOne() {
        var talk = providerTransfers();
        var invite = takes(provider);
        agrees(platform, talk.received().callId());
        joined(talk);
        platform.send(inside, Peer.SDP.replace("- 1 1", "- 1 2"), talk.byCallee("INVITE", 71, platform));
        var crossed = fresh(provider, "INVITE", invite.callId());
        assertThat(line(crossed, "o=")).isEqualTo("o=- 1 2 IN IP4 127.0.0.1");
        provider.answer(crossed, outside, 200, NEW_SDP.replace("7000", "7002"));
        fresh(provider, "ACK", invite.callId());
        var ok = platform.answer("INVITE", 71);
        assertThat(body(ok)).contains("audio 7002").contains("o=- 1 3 IN IP4 127.0.0.1");
        platform.send(inside, "", talk.byCallee("ACK", 71, platform));
        endsWith(invite, talk);
    }

    @Test
    void theCallGoesOnWhenTheNewOneRefuses() {
        var talk = providerTransfers();
        var invite = fresh(provider, "INVITE");
        provider.answer(invite, outside, 486, "");
        fresh(provider, "ACK");
        notified(provider, "486 Answer");
        await().until(() -> gateway.calls.trunksInUse(ACCOUNT) == 1);
        provider.send(outside, "", within("INFO", 3, provider, talk.ok()));
        platform.answer(fresh(platform, "INFO"), inside, 200, "");
        provider.response(200, "INFO");
        hangUp(talk, 4);
    }

    @Test
    void theCallGoesOnWhenWhoStaysRefuses() {
        var talk = providerTransfers();
        var invite = takes(provider);
        var reinvite = fresh(platform, "INVITE", talk.received().callId());
        platform.answer(reinvite, inside, 488, "");
        fresh(platform, "ACK");
        bye(provider, invite.callId());
        notified(provider, "488 Answer");
        hangUp(talk, 3);
    }

    @Test
    void anotherOfferUnderWayIsWaitedFor() {
        var talk = providerTransfers();
        var invite = takes(provider);
        var reinvite = fresh(platform, "INVITE", talk.received().callId());
        platform.answer(reinvite, inside, 491, "");
        fresh(platform, "ACK");
        agrees(platform, talk.received().callId());
        joined(talk);
        endsWith(invite, talk);
    }

    @Test
    void aReferrerMayHangUpBeforeTheTransferHasEnded() {
        var talk = providerTransfers();
        provider.send(outside, "", within("BYE", 3, provider, talk.ok()));
        provider.response(200, "BYE");
        assertThat(platform.hears("BYE")).as("who stays waits").isFalse();
        var invite = takes(provider);
        agrees(platform, talk.received().callId());
        provider.answer(fresh(provider, "NOTIFY"), outside, 481, "");
        endsWith(invite, talk);
    }

    @Test
    void nobodyIsLeftWhenTheTransferOfAReferrerWhoHasGoneFails() {
        var talk = providerTransfers();
        provider.send(outside, "", within("BYE", 3, provider, talk.ok()));
        provider.response(200, "BYE");
        var invite = fresh(provider, "INVITE");
        provider.answer(invite, outside, 603, "");
        notified(provider, "603 Answer");
        bye(platform, talk.received().callId());
    }

    @Test
    void theNewOneIsCancelledWhenWhoStaysHangsUp() {
        var talk = providerTransfers();
        var invite = fresh(provider, "INVITE");
        provider.answer(invite, outside, 180, "");
        platform.send(inside, "", talk.byCallee("BYE", 70, platform));
        platform.response(200, "BYE");
        var cancel = fresh(provider, "CANCEL");
        assertThat(cancel.callId()).isEqualTo(invite.callId());
        provider.answer(cancel, outside, 200, "");
        provider.answer(invite, outside, 487, "");
        notified(provider, "487 Request Terminated");
        bye(provider, callId(talk));
    }

    @Test
    void aFullAccountHasNoTrunkForATransfer() throws Exception {
        gateway.account(Map.of("code", "p1", "domain", "127.0.0.3", "proxyport", provider.port(), "trunks", 1));
        var talk = providerTransfers();
        notified(provider, "486 Busy Here");
        platformRefers(talk, 70, 202, referTo("sip:2222@tenant.local"));
        notified(platform, "100 Trying");
        var invite = takes(platform);
        agrees(provider, callId(talk));
        notified(platform, "200 OK");
        bye(platform, talk.received().callId());
        hangsUp(platform, invite);
        bye(provider, callId(talk));
    }

    @ParameterizedTest(name = "{0} -> {1} {2}")
    @CsvSource({
        "<sip:300@elsewhere.test>, 403, Refer-To leads to another host",
        "<mailto:a@127.0.0.3>, 416, URI scheme is not supported",
        "<sip:300@127.0.0.3;method=SUBSCRIBE>, 403, Refer-To asks for another method",
        "'<sip:300@127.0.0.3>, <sip:301@127.0.0.3>', 400, Malformed request"
    })
    void whatItWillNotDoIsRefusedWithAReason(String named, int status, String reason) {
        var talk = talk();
        var refused = providerRefers(talk, 2, status, "Refer-To: " + named);
        assertThat(refused.header(Headers.REASON)).contains("EB2B. " + reason);
        hangUp(talk, 3);
    }

    @Test
    void oneTransferAtATime() {
        var talk = providerTransfers();
        var refused = platformRefers(talk, 70, 491, referTo("sip:2222@tenant.local"));
        assertThat(refused.header(Headers.REASON)).contains("EB2B. Another transfer is under way");
        provider.answer(fresh(provider, "INVITE"), outside, 404, "");
        notified(provider, "404 Answer");
        hangUp(talk, 3);
    }

    @Test
    void nobodyIsPassedOnForEver() {
        var talk = talk();
        for (int transfer = 0; transfer < 5; transfer++) {
            platformRefers(talk, 70 + transfer, 202, referTo("sip:2222@tenant.local"));
            assertThat(notified(platform, "100 Trying").header(Headers.EVENT))
                    .isEqualTo(transfer == 0 ? "refer" : "refer;id=" + (70 + transfer));
            platform.answer(fresh(platform, "INVITE"), inside, 404, "");
            notified(platform, "404 Answer");
        }
        var refused = platformRefers(talk, 75, 482, referTo("sip:2222@tenant.local"));
        assertThat(refused.header(Headers.REASON)).contains("EB2B. Call was transferred too often");
        hangUp(talk, 2);
    }

    /** RFC 4488. */
    @Test
    void whoWantsNoNewsGetsNone() {
        var talk = talk();
        var accepted = providerRefers(talk, 2, 202, referTo("sip:300@127.0.0.3"), "Refer-Sub: false");
        assertThat(accepted.header("Refer-Sub")).isEqualTo("false");
        var invite = takes(provider);
        agrees(platform, talk.received().callId());
        bye(provider, callId(talk));
        assertThat(provider.hears("NOTIFY")).isFalse();
        endsWith(invite, talk);
    }

    @Test
    void anotherNodeWouldCarryOnTheCallAsItIsNow() {
        var talk = providerTransfers();
        var invite = takes(provider);
        agrees(platform, talk.received().callId());
        joined(talk);
        await().untilAsserted(() -> assertThat(gateway.kept.calls.values())
                .singleElement()
                .satisfies(call -> assertThat(call.legs().values())
                        .extracting(leg -> leg.callId())
                        .containsExactlyInAnyOrder(
                                invite.callId(), talk.received().callId())));
        endsWith(invite, talk);
    }
}
