package esg.inside;

import static org.assertj.core.api.Assertions.assertThat;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

/**
 * A provider that asks several at once, or one after the other, and lets us hear them all (RFC 3261 §13.2.2.4): the caller has a dialog with
 * each, as it would have without us.
 */
class ForkedAnswersTest extends CallFixture {
    private SipRequest invited() {
        inviteOut(Peer.SDP, "Supported: 100rel");
        return provider.request("INVITE");
    }

    private SipResponse says(SipRequest second, String fork, int status, String... more) {
        provider.answerAs(fork, second, outside, status, more);
        return platform.response(status);
    }

    private String[] byCaller(String method, int cseq, SipResponse dialog, String... more) {
        var lines = within(method, cseq, platform, dialog, more);
        lines[1] = lines[1] + dialog.toTag(); // a branch of its own: numbers of two dialogs are the same
        return lines;
    }

    private void hangUp(SipResponse ok, String fork) {
        provider.request("ACK");
        platform.send(inside, "", within("ACK", 1, platform, ok));
        platform.send(inside, "", byCaller("BYE", 9, ok));
        var bye = provider.request("BYE");
        assertThat(bye.toTag()).isEqualTo(fork);
        assertThat(bye.requestUriText()).startsWith("sip:" + fork + "@");
        provider.answer(bye, outside, 200, "");
        platform.response(200, "BYE");
    }

    @Test
    void eachForkIsADialogOfItsOwn() {
        var second = invited();
        var one = says(second, "one", 183);
        var other = says(second, "other", 180);
        assertThat(other.toTag()).isNotEqualTo(one.toTag());
        assertThat(says(second, "one", 182).toTag()).isEqualTo(one.toTag());

        platform.send(inside, Peer.SDP, byCaller("UPDATE", 2, one));
        var update = provider.request("UPDATE");
        assertThat(update.toTag()).isEqualTo("one");
        provider.answer(update, outside, 200, Peer.SDP);
        platform.response(200, "UPDATE");

        provider.answerAs("other", second, outside, 200);
        var ok = platform.response(200, "INVITE");
        assertThat(ok.toTag()).isEqualTo(other.toTag());
        platform.send(inside, "", byCaller("INFO", 3, one));
        platform.response(481, "INFO");
        hangUp(ok, "other");
    }

    @Test
    void aPrackReachesTheForkItAcknowledges() {
        var second = invited();
        var one = says(second, "one", 183, "Require: 100rel", "RSeq: 70");
        var other = says(second, "other", 183, "Require: 100rel", "RSeq: 700");
        platform.send(inside, "", byCaller("PRACK", 2, one, "RAck: " + one.header(Headers.RSEQ) + " 1 INVITE"));
        var prack = provider.request("PRACK");
        assertThat(prack.toTag()).isEqualTo("one");
        assertThat(prack.header(Headers.RACK)).isEqualTo("70 " + second.cseq() + " INVITE");
        provider.answer(prack, outside, 200, "");
        platform.response(200, "PRACK");
        platform.send(inside, "", byCaller("PRACK", 2, other, "RAck: " + other.header(Headers.RSEQ) + " 1 INVITE"));
        var next = provider.request("PRACK");
        assertThat(next.toTag()).isEqualTo("other");
        provider.answer(next, outside, 200, "");
        platform.response(200, "PRACK");
        provider.answerAs("one", second, outside, 200);
        var ok = platform.response(200, "INVITE");
        assertThat(ok.toTag()).isEqualTo(one.toTag());
        hangUp(ok, "one");
    }

    @Test
    void whoHasNotRungAnswersInADialogOfHisOwn() {
        var second = invited();
        var one = says(second, "one", 180);
        provider.answerAs("late", second, outside, 200);
        var ok = platform.response(200, "INVITE");
        assertThat(ok.toTag()).isNotEqualTo(one.toTag());
        hangUp(ok, "late");
    }

    /** RFC 3261 §15: a caller may end one early dialog and keep the others. */
    @Test
    void endingOneLeavesTheOthers() {
        var second = invited();
        var one = says(second, "one", 183);
        var other = says(second, "other", 180);
        platform.send(inside, "", byCaller("BYE", 2, one));
        platform.response(200, "BYE");
        var bye = provider.request("BYE");
        assertThat(bye.toTag()).isEqualTo("one");
        provider.answer(bye, outside, 200, "");
        provider.answerAs("other", second, outside, 200);
        var ok = platform.response(200, "INVITE");
        assertThat(ok.toTag()).isEqualTo(other.toTag());
        hangUp(ok, "other");
    }

    /** RFC 3261 §13.2.2.4: one call is wanted, not two. */
    @Test
    void theSecondToAnswerIsHungUp() {
        var second = invited();
        says(second, "one", 180);
        says(second, "other", 180);
        provider.answerAs("one", second, outside, 200);
        var ok = platform.response(200, "INVITE");
        provider.request("ACK");
        platform.send(inside, "", within("ACK", 1, platform, ok));
        provider.answerAs("other", second, outside, 200);
        assertThat(provider.request("ACK").toTag()).isEqualTo("other");
        var ghost = provider.request("BYE");
        assertThat(ghost.toTag()).isEqualTo("other");
        provider.answer(ghost, outside, 200, "");
        platform.send(inside, "", byCaller("BYE", 9, ok));
        var bye = provider.request("BYE");
        assertThat(bye.toTag()).isEqualTo("one");
        provider.answer(bye, outside, 200, "");
    }

    @Test
    void theForksOwnRequestComesInItsDialog() {
        var second = invited();
        var one = says(second, "one", 183);
        says(second, "other", 180);
        var update = new Talk(second, one).byCallee("UPDATE", 70, provider);
        update[2] = update[2].replace("tag=callee", "tag=one");
        provider.send(outside, Peer.SDP, update);
        var crossed = platform.request("UPDATE");
        assertThat(crossed.fromTag()).isEqualTo(one.toTag());
        platform.answer(crossed, inside, 200, Peer.SDP);
        provider.response(200, "UPDATE");
        provider.answer(second, outside, 404, "");
        provider.request("ACK");
        platform.response(404);
    }
}
