package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.RAck;
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
import esg.trunk.call.EarlyDialogs.Early;
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

    /** The callee's dialog, which may still change while a call is set up. */
    interface CalleeSide {
        /** Its dialog, or what is to become one; null between attempts. */
        @Nullable
        Leg leg();
    }

    /** The caller's dialog, of which there are several while a call is set up. */
    interface CallerSide {
        /** The confirmed one, or the one last spoken in. */
        Leg leg();

        /** The early one that a request concerns; null when there is one dialog only. */
        default @Nullable Early early(Party from, SipRequest request) {
            return null;
        }

        /**
         * Takes a PRACK of the caller for a reliable answer to the INVITE that began the call.
         *
         * @param callee the other leg as it is now
         * @return what the PRACK says in that leg; null when it was answered here
         */
        default @Nullable RAck passes(ServerTransaction prack, @Nullable Leg callee) {
            return null;
        }
    }

    private final ActorRef<CallCommand> self;
    private final CallServices services;
    private final CallerSide caller;
    private final CalleeSide callee;
    private final boolean reliable;
    private final LegSender sender;
    private @Nullable Passing pendingInvite;
    private @Nullable Reinvite answered;

    /**
     * The two dialogs.
     *
     * @param reliable whether a re-INVITE may ask for reliable answers
     */
    record Sides(CallerSide caller, CalleeSide callee, boolean reliable) {}

    /** @param loop of the call */
    InsideDialog(ActorRef<CallCommand> self, CallServices services, Loop loop, Sides sides) {
        this.self = self;
        this.services = services;
        this.caller = sides.caller;
        this.callee = sides.callee;
        this.reliable = sides.reliable;
        this.sender = services.sender(loop);
    }

    void received(Party from, ServerTransaction request) {
        var method = request.request().method();
        var to = leg(from.other(), from, request.request());
        var own = leg(from, from, request.request());
        if (own != null && !own.inOrder(request.request()))
            Refusal.of(Rejection.OUT_OF_ORDER).answer(request);
        else if (method.equals("REFER"))
            Refusal.of(Rejection.REFER_NOT_SUPPORTED).answer(request);
        else if (method.equals("PRACK")) acknowledge(from, request, to);
        else if (to == null || !to.hasDialog()) Refusal.of(Rejection.NO_DIALOG).answer(request);
        else if (method.equals("INVITE") && pendingInvite != null) glare(from, request, pendingInvite);
        else pass(from, request, to, to.within(method));
    }

    /** One for a re-INVITE crosses with its number, which was never changed; RAck names the INVITE of the other leg (RFC 3262 §7.2). */
    private void acknowledge(Party from, ServerTransaction prack, @Nullable Leg to) {
        var rack = RAck.of(prack.request());
        var reinvite = rack == null ? null : reinvite(from, rack.cseq());
        if (rack != null && reinvite != null)
            rack = new RAck(rack.rseq(), reinvite.sent().cseq(), rack.method());
        else rack = from == Party.CALLER ? caller.passes(prack, to) : null;
        if (prack.finalSent()) return;
        if (rack == null || to == null || !to.hasDialog())
            Refusal.of(Rejection.NO_DIALOG).answer(prack);
        else pass(from, prack, to, to.within("PRACK").header(Headers.RACK, rack.toString()));
    }

    private @Nullable Passing reinvite(Party from, long cseq) {
        var pending = pendingInvite;
        if (pending == null && answered != null) pending = answered.passing; // its 2xx may overtake a PRACK
        if (pending == null || pending.from() != from) return null;
        return pending.received().request().cseq() == cseq ? pending : null;
    }

    /** An answer on the other leg goes back to who asked. */
    void answered(Passing passing, SipResponse response) {
        var received = passing.received().request();
        var to = leg(passing.from().other(), passing.from(), received);
        var from = leg(passing.from(), passing.from(), received);
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

    private void pass(Party from, ServerTransaction request, Leg to, MessageBuilder begun) {
        var received = request.request();
        if (received.method().equals("INVITE") || received.method().equals("UPDATE")) to.rewrite(begun);
        boolean invite = received.method().equals("INVITE");
        var sent = Relay.request(received, begun, to);
        var passing = new Passing(from, request, invite && !reliable ? Relay.withoutReliable(sent) : sent);
        if (invite) {
            pendingInvite = passing;
            request.respond(request.response(100, "Trying").buildResponse());
        }
        send(to, passing);
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

    /** The leg of that party which a request of {@code from} concerns. */
    private @Nullable Leg leg(Party party, Party from, SipRequest request) {
        var early = caller.early(from, request);
        if (party == Party.CALLER) return early == null ? caller.leg() : early.leg;
        return early == null || early.callee == null ? callee.leg() : early.callee;
    }
}
