package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.Relay;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Loop;
import esg.trunk.call.Dialogs.Party;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Requests inside the dialogs: re-INVITE, UPDATE, PRACK, INFO, OPTIONS, MESSAGE, NOTIFY cross to the other leg, session description
 * untouched; REFER never does (REF-02).
 */
final class InsideDialog {
    /** A re-INVITE that was answered with 2xx and is to be acknowledged on both legs. */
    private static final class Reinvite {
        final Passing passing;
        final Leg to;
        final OkUntilAck ok;

        @Nullable
        SipRequest ack;

        Reinvite(Passing passing, Leg to, OkUntilAck ok) {
            this.passing = passing;
            this.to = to;
            this.ok = ok;
        }
    }

    private final ActorRef<CallCommand> self;
    private final CallServices services;
    private final Sides sides;
    private final Descriptions descriptions;
    private final LegSender sender;
    private @Nullable Passing pendingInvite;
    private @Nullable Reinvite answered;

    /** @param loop of the call */
    InsideDialog(ActorRef<CallCommand> self, CallServices services, Loop loop, Sides sides, Descriptions descriptions) {
        this.self = self;
        this.services = services;
        this.sides = sides;
        this.descriptions = descriptions;
        this.sender = services.sender(loop);
    }

    void received(Party from, ServerTransaction request) {
        var method = request.request().method();
        var to = leg(from.other());
        var own = leg(from);
        if (own != null && !own.inOrder(request.request()))
            Refusal.of(Rejection.OUT_OF_ORDER).answer(request);
        else if (method.equals("REFER"))
            Refusal.of(Rejection.REFER_NOT_SUPPORTED).answer(request); // of a call that is not answered yet
        else if (to == null || !to.hasDialog()) Refusal.of(Rejection.NO_DIALOG).answer(request);
        else if (method.equals("INVITE") && pendingInvite != null) glare(from, request, pendingInvite);
        else pass(from, request, to);
    }

    /** Whether a re-INVITE waits for its answer. */
    boolean isReinviting() {
        return pendingInvite != null;
    }

    /** An answer on the other leg goes back to who asked. */
    void answered(Passing passing, SipResponse response) {
        var to = leg(passing.from().other());
        var from = leg(passing.from());
        if (to == null || from == null || acknowledgesAgain(passing, response)) return;
        if (response.isFinal() && to.challenged(response)) {
            send(to, new Passing(passing.from(), passing.received(), Relay.again(passing.sent(), to)));
            return;
        }
        boolean invite = passing.method().equals("INVITE");
        if (response.isFinal() && invite) pendingInvite = null;
        if (response.isSuccess() && (invite || passing.method().equals("UPDATE"))) {
            from.retarget(passing.received().request());
            to.retarget(response);
        }
        if (invite && response.isSuccess()) connect(passing, response, to, from);
        else passing.received().respond(Relay.response(response, passing.received(), from, response.has(Headers.RSEQ)));
    }

    void lost(Passing passing) {
        if (passing.method().equals("INVITE")) pendingInvite = null;
        if (!passing.received().finalSent()) Refusal.of(Rejection.NO_ANSWER).answer(passing.received());
    }

    /** True when the ACK belonged to a re-INVITE. */
    boolean acknowledged(Party party, SipRequest ack) {
        var done = answered;
        if (done == null || done.passing.from() != party) return false;
        if (ack.cseq() != done.passing.received().request().cseq()) return false;
        done.ok.stop();
        if (done.ack == null) acknowledge(done, ack);
        return true;
    }

    /** The call is over: whoever still waits for an answer gets one. */
    void close() {
        if (answered != null) answered.ok.stop();
        var pending = pendingInvite;
        pendingInvite = null;
        // RFC 3261 §15.1.2
        if (pending != null && !pending.received().finalSent())
            Refusal.of(Rejection.CANCELLED).answer(pending.received());
    }

    private void pass(Party from, ServerTransaction request, Leg to) {
        var received = descriptions.toward(from.other(), request.request());
        var begun = to.within(received.method());
        if (received.method().equals("PRACK")) rack(received, begun);
        if (received.method().equals("INVITE") || received.method().equals("UPDATE")) to.rewrite(begun);
        var passing = new Passing(from, request, Relay.request(received, begun, to));
        if (received.method().equals("INVITE")) {
            pendingInvite = passing;
            request.respond(request.response(100, "Trying").buildResponse());
        }
        send(to, passing);
    }

    /** RAck names the numbers of the other leg: RSeq is carried over as it is, the INVITE's CSeq is not (RFC 3262 §7.2). */
    private void rack(SipRequest prack, MessageBuilder begun) {
        var rack = prack.header(Headers.RACK);
        var rseq = rack == null ? "0" : rack.trim().split("\\s+", 2)[0];
        var pending = pendingInvite;
        long cseq = pending == null ? sides.inviteCseq() : pending.sent().cseq();
        begun.header(Headers.RACK, rseq + " " + cseq + " INVITE");
    }

    private void send(Leg to, Passing passing) {
        boolean invite = passing.method().equals("INVITE");
        if (invite) pendingInvite = passing;
        var user = new ClientUser() {
            @Override
            public void onResponse(SipResponse response, ClientTransaction transaction) {
                self.tell(new CallCommand.Relayed(passing, response));
            }

            @Override
            public void onTimeout(ClientTransaction transaction) {
                self.tell(new CallCommand.RelayLost(passing));
            }

            @Override
            public void onTransportError(ClientTransaction transaction, String why) {
                self.tell(new CallCommand.RelayLost(passing));
            }
        };
        sender.send(to, passing.sent(), user, transaction -> {
            if (invite) passing.received().user(cancel -> transaction.cancel(cancel.header(Headers.REASON)));
        });
    }

    private void connect(Passing passing, SipResponse response, Leg to, Leg from) {
        if (answered != null) answered.ok.stop();
        var ok = new OkUntilAck(
                sender.loop(),
                passing.received(),
                Relay.response(response, passing.received(), from, false),
                services.settings().timing(),
                () -> self.tell(new CallCommand.NotAcknowledged(passing.from())));
        var now = new Reinvite(passing, to, ok);
        answered = now;
        // An offer in the 2xx is answered in the ACK, which is still to come (RFC 3264 §5).
        if (passing.received().request().bodyLength() > 0) acknowledge(now, null);
    }

    private void acknowledge(Reinvite reinvite, @Nullable SipRequest ack) {
        var begun = reinvite.to.ack(reinvite.passing.sent().cseq()).header(Headers.MAX_FORWARDS, "70");
        if (ack != null) begun.bodyOf(ack);
        reinvite.ack = Relay.authorized(begun.buildRequest(), reinvite.to);
        sender.ack(reinvite.to, reinvite.ack);
    }

    private boolean acknowledgesAgain(Passing passing, SipResponse response) {
        var done = answered;
        if (done == null || done.passing.sent() != passing.sent() || !response.isSuccess()) return false;
        if (done.ack != null) sender.ack(done.to, done.ack);
        return true;
    }

    /** RFC 3261 §14.2: crossing INVITEs are both refused with 491; a second one on the same side has to wait. */
    private static void glare(Party from, ServerTransaction request, Passing pending) {
        if (pending.from() != from) {
            Refusal.of(Rejection.GLARE).answer(request);
            return;
        }
        request.respond(request.response(500, "Server Internal Error")
                .header(Headers.RETRY_AFTER, "3")
                .header(Headers.REASON, Rejection.GLARE.reasonHeader())
                .buildResponse());
    }

    private @Nullable Leg leg(Party party) {
        return sides.leg(party);
    }
}
