package esg.trunk.call;

import esg.sip.message.SipRequest;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Leg;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The two ends of a call as they are now: a transfer puts another in the place of one. */
final class Sides {
    private final boolean reliable;
    private End caller;
    private End callee;
    private Consumer<Party> changed = _ -> {};

    /** @param reliable whether a re-INVITE may ask for reliable answers */
    Sides(End caller, End callee, boolean reliable) {
        this.caller = caller;
        this.callee = callee;
        this.reliable = reliable;
    }

    boolean reliable() {
        return reliable;
    }

    End of(Party party) {
        return party == Party.CALLER ? caller : callee;
    }

    void put(Party party, End end) {
        if (party == Party.CALLER) caller = end;
        else callee = end;
        changed.accept(party);
    }

    /** Told of whoever comes to another's place. */
    void whenChanged(Consumer<Party> told) {
        changed = told;
    }

    /** Its dialog, or what is to become one; null while there is nobody. */
    @Nullable
    Leg leg(Party party) {
        return of(party).leg();
    }

    /** The leg of that party which a request of {@code from} concerns: while a call is set up there may be several. */
    @Nullable
    Leg leg(Party party, Party from, SipRequest request) {
        var early = caller.early(from, request);
        if (party == Party.CALLER) return early == null ? caller.leg() : early.leg;
        return early == null || early.callee == null ? callee.leg() : early.callee;
    }

    /** Whether a request is of the dialog which that party has now. */
    boolean has(Party party, SipRequest request) {
        var leg = leg(party);
        return leg != null && leg.localTag.equals(request.toTag());
    }
}
