package esg.trunk.call;

import esg.sip.message.SipRequest;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Leg;
import org.jspecify.annotations.Nullable;

/** The two ends of a call as they are now: a transfer puts another in the place of one. */
final class Sides {
    private Talking.End caller;
    private Talking.End callee;

    Sides(Talking.End caller, Talking.End callee) {
        this.caller = caller;
        this.callee = callee;
    }

    Talking.End of(Party party) {
        return party == Party.CALLER ? caller : callee;
    }

    void put(Party party, Talking.End end) {
        if (party == Party.CALLER) caller = end;
        else callee = end;
    }

    /** Its dialog, or what is to become one; null while there is nobody. */
    @Nullable
    Leg leg(Party party) {
        return of(party).leg();
    }

    /** CSeq of the INVITE last sent to the callee, which RAck names (RFC 3262 §7.2). */
    long inviteCseq() {
        return callee.inviteCseq();
    }

    /** Whether a request is of the dialog which that party has now. */
    boolean has(Party party, SipRequest request) {
        var leg = leg(party);
        return leg != null && leg.localTag.equals(request.toTag());
    }
}
