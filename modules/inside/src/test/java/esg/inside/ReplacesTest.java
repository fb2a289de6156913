package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import esg.domain.account.AccountId;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever speaks in two calls joins them (RFC 5589 §7), and whoever knows a call may take a party's place in it (RFC 3891). */
class ReplacesTest extends TransferFixture {
    private static final AccountId ACCOUNT = new AccountId(Gateway.D, "p1");
    private int calls;

    /** Requests of the provider in its second call are told apart by this. */
    @Override
    String[] lines(String start, Peer caller, String cseq, String toTag, String... more) {
        var all = super.lines(start, caller, cseq, toTag, more);
        for (int i = 0; i < all.length; i++) {
            if (all[i].startsWith("Call-ID: ")) all[i] += "-" + calls;
            if (all[i].startsWith("Via: ")) all[i] += "c" + calls;
        }
        return all;
    }

    /** The platform speaks with two callers of the provider. */
    private record Two(Talk first, Talk second) {}

    private Two two() {
        calls = 1;
        var first = talk();
        calls = 2;
        var received = answered();
        return new Two(first, received);
    }

    private Talk answered() {
        invite(NEW_SDP);
        var received = fresh(platform, "INVITE");
        platform.answer(received, inside, 200, Peer.SDP.replace("audio 4000", "audio 5000"));
        fresh(platform, "ACK", received.callId());
        var ok = provider.response(200);
        provider.send(outside, "", within("ACK", 1, provider, ok));
        return new Talk(received, ok);
    }

    /** REFER in the first call, to whom the platform speaks with in the second. */
    private void joins(Two two, String called) {
        var other = two.second().received();
        var replaces = other.callId() + ";to-tag=" + other.fromTag() + ";from-tag=callee";
        var escaped = URLEncoder.encode(replaces, StandardCharsets.UTF_8);
        platformRefers(two.first(), 70, 202, referTo(called + "?Replaces=" + escaped));
        notified(platform, "100 Trying");
    }

    @Test
    void whoSpeaksInTwoCallsJoinsThem() {
        var two = two();
        joins(two, "sip:200@127.0.0.1");
        var asked = fresh(provider, "INVITE", callId(two.second()));
        assertThat(asked.toTag()).as("no new call").isNotNull();
        assertThat(line(asked, "m=")).contains("4000");
        provider.answer(asked, outside, 200, NEW_SDP);
        fresh(provider, "ACK", callId(two.second()));
        var told = agrees(provider, callId(two.first()));
        assertThat(line(told, "m=")).contains("7000");
        notified(platform, "200 OK");
        bye(platform, two.first().received().callId());
        bye(platform, two.second().received().callId());
        assertThat(gateway.calls.trunksInUse(ACCOUNT)).as("both hold a trunk").isEqualTo(2);

        calls = 2;
        provider.send(outside, "", within("BYE", 2, provider, two.second().ok()));
        provider.response(200, "BYE");
        bye(provider, callId(two.first()));
    }

    @Test
    void bothCallsGoOnWhenTheyCannotBeJoined() {
        var two = two();
        joins(two, "sip:200@127.0.0.1");
        var asked = fresh(provider, "INVITE", callId(two.second()));
        provider.answer(asked, outside, 200, NEW_SDP);
        fresh(provider, "ACK", callId(two.second()));
        var told = fresh(provider, "INVITE", callId(two.first()));
        provider.answer(told, outside, 488, "");
        fresh(provider, "ACK", callId(two.first()));
        var restored = fresh(provider, "INVITE", callId(two.second()));
        assertThat(line(restored, "m=")).contains("5000");
        assertThat(line(restored, "o=")).isEqualTo("o=- 1 3 IN IP4 127.0.0.1");
        provider.answer(restored, outside, 200, NEW_SDP);
        fresh(provider, "ACK", callId(two.second()));
        notified(platform, "488 Answer");
        calls = 2;
        hangsUpAsCaller(two.second());
        bye(platform, two.second().received().callId());
        calls = 1;
        hangsUpAsCaller(two.first());
        bye(platform, two.first().received().callId());
    }

    private void hangsUpAsCaller(Talk talk) {
        await().untilAsserted(() -> {
            provider.send(outside, "", within("INFO", 50, provider, talk.ok()));
            platform.answer(platform.request("INFO"), inside, 200, "");
        });
        provider.response(200, "INFO");
        provider.send(outside, "", within("BYE", 51, provider, talk.ok()));
        provider.response(200, "BYE");
    }

    @Test
    void theCallThatLendsEndsWhenItsOtherEndDoes() {
        var two = two();
        joins(two, "sip:200@127.0.0.1");
        var asked = fresh(provider, "INVITE", callId(two.second()));
        provider.answer(asked, outside, 481, "");
        fresh(provider, "ACK", callId(two.second()));
        notified(platform, "481 Answer");
        provider.answer(fresh(provider, "INVITE", callId(two.second())), outside, 481, "");
        bye(platform, two.second().received().callId());
        provider.answer(fresh(provider, "BYE", callId(two.second())), outside, 481, "");
        calls = 1;
        hangsUpAsCaller(two.first());
        bye(platform, two.first().received().callId());
    }

    @Test
    void aDialogOfOthersIsNamedToWhoMayKnowIt() {
        calls = 1;
        var talk = talk();
        platformRefers(talk, 70, 202, referTo("sip:2222@127.0.0.2?Replaces=x%40y%3Bto-tag%3D1%3Bfrom-tag%3D2"));
        notified(platform, "100 Trying");
        var invite = fresh(platform, "INVITE");
        assertThat(invite.header("Replaces")).isEqualTo("x@y;to-tag=1;from-tag=2");
        assertThat(invite.header(Headers.REQUIRE)).isEqualTo("replaces");
        platform.answer(invite, inside, 481, "");
        notified(platform, "481 Answer");
        provider.send(outside, "", within("BYE", 2, provider, talk.ok()));
        provider.response(200, "BYE");
        bye(platform, talk.received().callId());
    }

    /** An INVITE of the platform for the place of who was called. */
    private void steps(Talk talk, String sdp, String more) {
        var called = talk.received();
        stepsIn(sdp, called.callId() + ";to-tag=" + called.fromTag() + ";from-tag=callee" + more, "Require: replaces");
    }

    private void stepsIn(String sdp, String replaces, String... extra) {
        var lines = new ArrayList<>(List.of(
                "INVITE sip:200@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP " + platform.at() + ";branch=z9hG4bKsteps",
                "From: <sip:300@127.0.0.2>;tag=newcomer",
                "To: <sip:200@127.0.0.1>",
                "Call-ID: newcomer-" + platform.port(),
                "CSeq: 1 INVITE",
                "Max-Forwards: 70",
                "Contact: <sip:newcomer@" + platform.at() + ">",
                "Replaces: " + replaces));
        lines.addAll(List.of(extra));
        platform.send(inside, sdp, lines.toArray(String[]::new));
    }

    private void newcomer(String method, int cseq, String toTag) {
        platform.send(
                inside,
                "",
                method + " sip:200@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP " + platform.at() + ";branch=z9hG4bKnewcomer" + method,
                "From: <sip:300@127.0.0.2>;tag=newcomer",
                "To: <sip:200@127.0.0.1>;tag=" + toTag,
                "Call-ID: newcomer-" + platform.port(),
                "CSeq: " + cseq + " " + method,
                "Max-Forwards: 70");
    }

    @Test
    void anInviteTakesThePlaceOfTheCallee() {
        calls = 1;
        var talk = talk();
        steps(talk, NEW_SDP, "");
        SipRequest told = agrees(provider, callId(talk));
        assertThat(line(told, "m=")).contains("7000");
        assertThat(line(told, "o=")).isEqualTo("o=- 1 2 IN IP4 127.0.0.1");
        var ok = platform.answer("INVITE", 1);
        assertThat(ok.status()).isEqualTo(200);
        assertThat(body(ok)).isEqualTo(Peer.SDP);
        var tag = String.valueOf(ok.toTag());
        newcomer("ACK", 1, tag);
        bye(platform, talk.received().callId());
        assertThat(gateway.calls.trunksInUse(ACCOUNT)).isEqualTo(1);
        newcomer("BYE", 2, tag);
        platform.response(200, "BYE");
        bye(provider, callId(talk));
    }

    @Test
    void withoutAnOfferTheAckSaysWithWhat() {
        calls = 1;
        var talk = talk();
        steps(talk, "", "");
        var ok = platform.answer("INVITE", 1);
        assertThat(body(ok)).contains("audio 4000");
        var tag = String.valueOf(ok.toTag());
        platform.send(
                inside,
                NEW_SDP,
                "ACK sip:200@127.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP " + platform.at() + ";branch=z9hG4bKack",
                "From: <sip:300@127.0.0.2>;tag=newcomer",
                "To: <sip:200@127.0.0.1>;tag=" + tag,
                "Call-ID: newcomer-" + platform.port(),
                "CSeq: 1 ACK",
                "Max-Forwards: 70");
        assertThat(line(agrees(provider, callId(talk)), "m=")).contains("7000");
        bye(platform, talk.received().callId());
        newcomer("BYE", 2, tag);
        platform.response(200, "BYE");
        bye(provider, callId(talk));
    }

    @Test
    void theCallGoesOnWhenWhoStaysRefusesTheNewcomer() {
        calls = 1;
        var talk = talk();
        steps(talk, NEW_SDP, "");
        var told = fresh(provider, "INVITE", callId(talk));
        provider.answer(told, outside, 488, "");
        fresh(provider, "ACK", callId(talk));
        assertThat(platform.answer("INVITE", 1).status()).isEqualTo(488);
        hangsUpAsCaller(talk);
        bye(platform, talk.received().callId());
    }

    @ParameterizedTest(name = "{0} {1} -> {2}")
    @CsvSource({"'', ;early-only, 486", "x, '', 481"})
    void aDialogThatCannotBeReplaced(String prefix, String more, int status) {
        calls = 1;
        var talk = talk();
        var called = talk.received();
        var replaces = prefix + called.callId() + ";to-tag=" + called.fromTag() + ";from-tag=callee" + more;
        stepsIn(NEW_SDP, replaces);
        assertThat(platform.response(status, "INVITE").header(Headers.REASON)).contains("EB2B.");
        hangsUpAsCaller(talk);
        bye(platform, talk.received().callId());
    }
}
