package esg.trunk.call;

import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.trunk.call.CallCommand.Loan;
import esg.trunk.call.CallCommand.Returned;
import esg.trunk.call.CallCommand.Step;
import esg.trunk.call.CallCommand.Taken;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.refer.Reoffer;
import esg.trunk.refer.Replaces;
import esg.trunk.refer.SessionText;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who speaks already, in another call of the referrer's (RFC 5589 §7): that call lends its far end until it has agreed to speak
 * with who stays here, and gets it back when nothing comes of it.
 */
final class Borrowing implements Successor {
    /** A dialog of the referrer's in another call, which a REFER names. */
    record Named(ActorRef<CallCommand> call, Party party, String remoteTag) {}

    private final Talking.Parts parts;
    private final Loan loan;
    private final Outcome outcome;
    private final Standing end;
    private byte[] told;
    private boolean waiting;

    Borrowing(Talking.Parts parts, Party party, Loan loan, Outcome outcome) {
        this.parts = parts;
        this.loan = loan;
        this.outcome = outcome;
        this.told = loan.told();
        this.end = new Standing(
                parts.self(),
                parts.services().dialogs(),
                parts.sender(),
                parts.record().account(),
                party,
                loan.leg(),
                null);
        end.open();
    }

    /** Where our own dialogs are meant; null when none is. The tags may stand in either order: who refers sees them from its own end. */
    static @Nullable Named find(Talking.Parts parts, Replaces replaces) {
        var dialogs = parts.services().dialogs();
        var found = dialogs.find(replaces.callId(), replaces.toTag());
        if (found != null) return new Named(found.call(), found.party(), replaces.fromTag());
        var turned = dialogs.find(replaces.callId(), replaces.fromTag());
        return turned == null ? null : new Named(turned.call(), turned.party(), replaces.toTag());
    }

    @Override
    public void offer(byte[] sdp) {
        told = SessionText.after(loan.told(), sdp);
        waiting = true;
        Reoffer.send(parts.sender(), loan.leg(), told, () -> false, new Reoffer.Outcome() {
            @Override
            public void accepted(SipResponse response) {
                waiting = false;
                step(() -> outcome.answered(response.body()));
            }

            @Override
            public void refused(int status, String phrase) {
                waiting = false;
                step(() -> outcome.refused(status, phrase));
            }
        });
    }

    private void step(Runnable act) {
        parts.self().tell(new Step(act));
    }

    @Override
    public byte[] told() {
        return told;
    }

    @Override
    public boolean has(SipRequest request) {
        return loan.leg().localTag.equals(request.toTag());
    }

    @Override
    public End end() {
        return end;
    }

    @Override
    public void joined() {
        loan.lender().tell(new Taken());
    }

    /** It is told again what it was told before, and only then does its own call have it back. */
    @Override
    public void undo() {
        var lender = loan.lender();
        var before = SessionText.after(told, loan.told());
        Reoffer.send(parts.sender(), loan.leg(), before, () -> waiting, new Reoffer.Outcome() {
            @Override
            public void accepted(SipResponse response) {
                lender.tell(new Returned(null));
            }

            @Override
            public void refused(int status, String phrase) {
                boolean dead = status == 408 || status == 481; // RFC 5057 §5.1
                lender.tell(new Returned(dead ? status + " to INVITE" : null));
            }
        });
    }
}
