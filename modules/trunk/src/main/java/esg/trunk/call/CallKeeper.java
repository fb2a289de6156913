package esg.trunk.call;

import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.Dialogs.Party;
import java.util.EnumMap;
import java.util.Map;

/** Tells the stand-by of one call what another node would need to carry it on; belongs to that call's actor. */
final class CallKeeper {
    private final StandBy standBy;
    private final CallRecord record;
    private final Leg caller;
    private final InsideDialog.CalleeSide callee;
    private final Map<Party, byte[]> sdp = new EnumMap<>(Party.class);

    CallKeeper(CallServices services, CallRecord record, Leg caller, InsideDialog.CalleeSide callee) {
        this.standBy = services.standBy();
        this.record = record;
        this.caller = caller;
        this.callee = callee;
    }

    /** The call is being set up; should we die, the node its caller waits at knows what to do. */
    void begun(ServerTransaction invite) {
        if (!invite.cameInHere()) return;
        var flow = invite.flow();
        var listener = flow.listener();
        var remote = flow.remote();
        standBy.ringing(new RingingCall(
                record.id(),
                record.account().toString(),
                listener.side(),
                listener.transport(),
                remote.getAddress().getHostAddress(),
                remote.getPort(),
                invite.request().bytes()));
    }

    /** The call stands; {@code callers} is what offered its session, or answered the offer of the 2xx. */
    void answered(SipRequest callers, SipResponse ok) {
        note(Party.CALLER, callers);
        note(Party.CALLEE, ok);
        keep();
    }

    /** An ACK may carry an answer (RFC 3264 §5). */
    void acknowledged(Party by, SipRequest ack) {
        if (ack.bodyLength() == 0) return;
        note(by, ack);
        keep();
    }

    /** A request has crossed the call and was answered with 2xx; re-INVITE and UPDATE change it. */
    void passed(Passing passing, SipResponse response) {
        if (!response.isSuccess()
                || !passing.method().equals("INVITE") && !passing.method().equals("UPDATE")) return;
        note(passing.from(), passing.received().request());
        note(passing.from().other(), response);
        keep();
    }

    /** The call was begun by another node, which knew these. */
    void adopted(CallState call) {
        sdp.putAll(call.sdp());
        keep();
    }

    void over() {
        standBy.forget(record.id());
    }

    private void note(Party party, SipMessage message) {
        var type = message.contentType();
        boolean isSdp = type != null && type.regionMatches(true, 0, Refresh.SDP, 0, Refresh.SDP.length());
        if (message.bodyLength() > 0 && isSdp) sdp.put(party, message.body());
    }

    private void keep() {
        var leg = callee.leg();
        if (leg == null) return;
        standBy.keep(record.state(Map.of(Party.CALLER, caller.state(), Party.CALLEE, leg.state()), sdp));
    }
}
