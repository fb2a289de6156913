package esg.trunk.call;

import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.call.RingingCall.Loose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the stand-by of one call what another node would need to carry it on, while there is such a node; belongs to that call's actor.
 */
final class CallKeeper {
    private final StandBy standBy;
    private final CallRecord record;
    private final Sides sides;
    private final Descriptions descriptions;
    private @Nullable ServerTransaction ringing; // the caller's, until it is answered
    private final List<ClientTransaction> rung = new ArrayList<>(); // the callees', who said a word

    CallKeeper(CallServices services, CallRecord record, Sides sides, Descriptions descriptions) {
        this.standBy = services.standBy();
        this.record = record;
        this.sides = sides;
        this.descriptions = descriptions;
    }

    /** The call is being set up; should we die, another node tells its caller. */
    void begun(ServerTransaction invite) {
        ringing = invite;
        tell();
    }

    /** The callee has our INVITE, or one of those that ring together. */
    void rings(ClientTransaction invite) {
        rung.add(invite);
        tell();
    }

    /** The call stands. */
    void answered() {
        ringing = null;
        rung.clear();
        tell();
    }

    /** An ACK may carry an answer (RFC 3264 §5). */
    void acknowledged(SipRequest ack) {
        if (ack.bodyLength() > 0) tell();
    }

    /** A request has crossed the call and was answered with 2xx; re-INVITE and UPDATE change it. */
    void passed(Passing passing, SipResponse response) {
        if (response.isSuccess()
                && (passing.method().equals("INVITE") || passing.method().equals("UPDATE"))) tell();
    }

    /** The call was begun by another node, or has changed. */
    void changed() {
        tell();
    }

    /** Others are next in line now, or nobody is. */
    void report() {
        if (!standBy.has(record.id(), record.account())) tell();
    }

    void over() {
        standBy.forget(record.id());
    }

    private void tell() {
        if (!standBy.wants(record.account())) {
            standBy.forget(record.id()); // what somebody had is out of date now
            return;
        }
        var invite = ringing;
        if (invite != null) ringing(invite);
        else talking();
    }

    private void ringing(ServerTransaction invite) {
        var from = invite.cameInHere() ? Loose.of(invite.request(), invite.flow()) : null;
        var to = rung.stream().map(CallKeeper::cancel).filter(Objects::nonNull).toList();
        if (from == null && to.isEmpty()) return;
        var callee = to.isEmpty() ? null : to.getFirst();
        var others = to.isEmpty() ? to : to.subList(1, to.size());
        standBy.ringing(
                new RingingCall(record.id(), record.account().toString(), from, callee, others, record.begun()));
    }

    private static @Nullable Loose cancel(ClientTransaction invite) {
        var cancel = invite.cancellation();
        var flow = invite.flow();
        return cancel == null || flow == null ? null : Loose.of(cancel, flow);
    }

    private void talking() {
        var caller = sides.leg(Party.CALLER);
        var callee = sides.leg(Party.CALLEE);
        if (caller == null || callee == null) return;
        var legs = Map.of(Party.CALLER, caller.state(), Party.CALLEE, callee.state());
        standBy.keep(record.state(legs, descriptions.kept()));
    }
}
