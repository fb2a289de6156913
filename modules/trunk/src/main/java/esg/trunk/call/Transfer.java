package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Side;
import esg.trunk.call.CallCommand.Borrow;
import esg.trunk.call.CallCommand.Forked;
import esg.trunk.call.CallCommand.HangUp;
import esg.trunk.call.CallCommand.Loan;
import esg.trunk.call.CallCommand.Returned;
import esg.trunk.call.CallCommand.Step;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Leg;
import esg.trunk.leg.Refusal;
import esg.trunk.refer.Referral;
import esg.trunk.refer.Reoffer;
import esg.trunk.refer.SessionText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one REFER: asks whom it names, tells the one who stays with whom he speaks now, and lets the referrer go. Until the one
 * who stays has agreed, the call is as it was, and so it remains when anything fails.
 */
final class Transfer implements Successor.Outcome {
    private static final Logger log = LoggerFactory.getLogger(Transfer.class);

    private final Transfers transfers;
    private final Talking.Parts parts;
    private final NewLeg.Asked asked;
    private final Referral referral;
    private final byte[] offer; // to the successor
    private @Nullable Successor successor;
    private @Nullable Reoffer reoffer;
    private byte[] said = {}; // by the successor
    private byte[] told = {}; // the same, to who stays
    private boolean forked;
    private boolean alone; // the referrer has hung up
    private boolean over;

    Transfer(Transfers transfers, Talking.Parts parts, NewLeg.Asked asked, Referral referral) {
        this.transfers = transfers;
        this.parts = parts;
        this.asked = asked;
        this.referral = referral;
        this.offer = SessionText.unheld(parts.descriptions().of(staying()));
    }

    private Party staying() {
        return asked.referrer().other();
    }

    void begin() {
        var replaces = asked.callee().replaces();
        var theirs = replaces == null ? null : Borrowing.find(parts, replaces);
        if (theirs == null) fork();
        else borrow(theirs);
    }

    private void borrow(Borrowing.Named theirs) {
        if (theirs.call().equals(parts.self())) {
            refused(Rejection.NO_DIALOG.status(), Rejection.NO_DIALOG.phrase());
            return;
        }
        theirs.call()
                .tell(new Borrow(
                        theirs.party(),
                        theirs.remoteTag(),
                        asked.leg().path.side(),
                        parts.descriptions().isAnchored(),
                        parts.self()));
        var _ = parts.loop().after(parts.services().settings().firstAnswerMillis(), () -> step(this::notLent));
    }

    /** The other call has nothing to give, or says nothing. */
    void notLent() {
        if (successor == null) refused(Rejection.NO_DIALOG.status(), Rejection.NO_DIALOG.phrase());
    }

    /** The answer of the other call. */
    void lent(Loan loan) {
        if (over || successor != null) {
            loan.lender().tell(new Returned(null));
            return;
        }
        successor = new Borrowing(parts, asked.referrer(), loan, this);
        successor.offer(offer);
    }

    private void fork() {
        var served = parts.account().served();
        if (asked.leg().path.side() == Side.INSIDE || served == null) {
            call();
            return;
        }
        forked = true; // beside the referrer's own
        parts.account().calls().tell(new AccountCalls.Fork(parts.self(), served));
    }

    void forked(Forked answer) {
        if (over) return;
        var why = answer.why();
        if (why == null) call();
        else refused(why.status(), why.phrase());
    }

    private void call() {
        var ways = Referred.ways(parts, asked.leg(), asked.callee());
        if (ways.isEmpty()) {
            refused(Rejection.ACCOUNT_INACTIVE.status(), Rejection.ACCOUNT_INACTIVE.phrase());
            return;
        }
        successor = new NewLeg(parts, asked, ways, this);
        successor.offer(offer);
    }

    /** The INVITE that carries that number; null when it is not of this transfer. */
    @Nullable
    NewLeg leg(int attempt) {
        return successor instanceof NewLeg leg && leg.is(attempt) ? leg : null;
    }

    @Override
    public void answered(byte[] sdp) {
        var leg = parts.sides().leg(staying());
        if (over || leg == null) return;
        if (sdp.length == 0) {
            refused(Rejection.UNSUPPORTED_MEDIA.status(), Rejection.UNSUPPORTED_MEDIA.phrase());
            return;
        }
        said = sdp;
        parts.descriptions()
                .places()
                .joins(
                        asked.referrer(),
                        sdp,
                        Then.of(body -> reoffer(leg, body.sdp()), why -> refused(why.status(), why.phrase())));
    }

    private void reoffer(Leg leg, byte @Nullable [] sdp) {
        if (over || sdp == null) return;
        told = sdp;
        var inside = parts.inside();
        reoffer = Reoffer.send(parts.sender(), leg, told, inside::offering, new Reoffer.Outcome() {
            @Override
            public void accepted(SipResponse response) {
                step(() -> agreed(response.body()));
            }

            @Override
            public void refused(int status, String phrase) {
                step(() -> disagreed(status, phrase));
            }
        });
    }

    private void step(Runnable act) {
        parts.self().tell(new Step(() -> {
            if (!over) act.run();
        }));
    }

    @Override
    public void refused(int status, String phrase) {
        if (over) return;
        end();
        log.info("transfer failed status={} callid={}", status, parts.record().id());
        referral.done(status, phrase, () -> {});
        if (alone) parts.self().tell(new HangUp("transfer failed: " + status));
    }

    private void disagreed(int status, String phrase) {
        parts.descriptions().rejected();
        refused(status, phrase);
        if (status == 408 || status == 481) parts.self().tell(new HangUp(status + " to INVITE")); // RFC 5057 §5.1
    }

    /** @param sdp what the one who stays answered */
    private void agreed(byte[] sdp) {
        var joining = successor;
        if (joining == null) return;
        parts.descriptions()
                .places()
                .agrees(
                        staying(),
                        sdp,
                        joining.told(),
                        Then.of(body -> agreed(sdp, body.sdp()), why -> disagreed(why.status(), why.phrase())));
    }

    /** @param heard what the newcomer is to know of that */
    private void agreed(byte[] answer, byte @Nullable [] heard) {
        var joined = successor;
        if (joined == null || heard == null) return;
        var referrer = asked.referrer();
        var old = parts.sides().of(referrer);
        var end = joined.end();
        parts.sides().put(referrer, end);
        joined.joined();
        boolean news = !Arrays.equals(heard, joined.told());
        parts.descriptions().places().joined(referrer, new Descriptions.Joined(said, told, answer, heard));
        parts.keeper().changed();
        parts.inside().close();
        successor = null; // is the call's now
        end();
        log.info(
                "call transferred by={} callid={}",
                referrer.word(),
                parts.record().id());
        if (news) transfers.tell(end, heard);
        var leaving = alone ? null : transfers.letGo(asked.leg(), old);
        referral.done(200, "OK", () -> {
            if (leaving != null) leaving.leave();
        });
    }

    /** A BYE of the referrer, which goes before its transfer has ended; the one who stays waits. */
    boolean outlives(Party from, ServerTransaction bye) {
        if (from != asked.referrer()) return false;
        Talking.accept(bye);
        alone = true;
        parts.inside().close();
        parts.sides().of(from).close();
        parts.sides().put(from, new Gone(parts.self()));
        return true;
    }

    /** A request while there is nobody, or nobody ready, at the other end. */
    boolean waits(ServerTransaction request) {
        boolean offers = request.request().method().equals("INVITE")
                || request.request().method().equals("UPDATE");
        if (!alone && !(offers && reoffer != null)) return false;
        Refusal.of(Rejection.GLARE).answer(request);
        return true;
    }

    /** A request of the successor before it is in the call; true when it was. */
    boolean takes(ServerTransaction request) {
        var leg = successor;
        if (leg == null || !leg.has(request.request())) return false;
        if (!Talking.isBye(request)) {
            Refusal.of(Rejection.GLARE).answer(request);
            return true;
        }
        Talking.accept(request);
        if (reoffer == null) {
            refused(Rejection.NO_DIALOG.status(), Rejection.NO_DIALOG.phrase());
            return true;
        }
        agreed(new byte[0]); // it was there, and has gone again
        parts.sides().of(asked.referrer()).close();
        parts.sides().put(asked.referrer(), new Gone(parts.self()));
        parts.self()
                .tell(new HangUp(
                        asked.referrer().word() + " hung up", asked.referrer().asEnder()));
        return true;
    }

    /** The call ends. */
    void stop() {
        if (over) return;
        end();
        referral.done(Rejection.CANCELLED.status(), Rejection.CANCELLED.phrase(), () -> {});
    }

    private void end() {
        over = true;
        if (reoffer != null) reoffer.stop();
        if (successor != null) successor.undo();
        if (forked) parts.account().calls().tell(new AccountCalls.Joined(parts.self()));
        transfers.ended(this);
    }
}
