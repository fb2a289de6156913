package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.RAck;
import esg.trunk.leg.PeerRefresh;
import esg.trunk.leg.Relay;
import esg.trunk.leg.Refusal;
import esg.trunk.leg.Watch;
import esg.domain.Rejection;
import esg.domain.cdr.EndedBy;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Loop;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.call.EarlyDialogs.Early;
import esg.trunk.leg.Body;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Requests inside the dialogs: re-INVITE, UPDATE, PRACK, INFO, OPTIONS, MESSAGE, NOTIFY cross to the other leg, session description
 * untouched; REFER never does (REF-02).
 */
final class InsideDialog {
    private final ActorRef<CallCommand> self;
    private final CallServices services;
    private final Sides sides;
    private final Descriptions descriptions;
    private final LegSender sender;
    private final LocalOffers local;
    private final Keys keys;
    private final Map<ServerTransaction, Party> open = new LinkedHashMap<>(2); // not answered yet, or not noticed
    private @Nullable Passing pendingInvite;
    private final Reinvites answered;

    /** @param loop of the call */
    InsideDialog(ActorRef<CallCommand> self, CallServices services, Loop loop, Sides sides, Descriptions descriptions) {
        this.self = self;
        this.services = services;
        this.sides = sides;
        this.descriptions = descriptions;
        this.sender = services.sender(loop);
        this.answered = new Reinvites(self, services.settings().timing(), sender, descriptions);
        this.keys = new Keys(sides, descriptions, sender);
        this.local = new LocalOffers(self, services.settings().timing(), loop, sides, descriptions);
    }

    void received(Party from, ServerTransaction request) {
        var method = request.request().method();
        var to = sides.leg(from.other(), from, request.request());
        var own = sides.leg(from, from, request.request());
        if (own != null && !own.inOrder(request.request()))
            Refusal.of(Rejection.OUT_OF_ORDER).answer(request);
        else if (method.equals("REFER"))
            Refusal.of(Rejection.REFER_NOT_SUPPORTED).answer(request); // of a call that is not answered yet
        else if (method.equals("PRACK")) acknowledge(from, request, to);
        else if (own != null && PeerRefresh.answers(request, own)) return;
        else if (to == null || !to.hasDialog()) Refusal.of(Rejection.NO_DIALOG).answer(request);
        else if (keys.takes(from, request)) return;
        else cross(from, request, to);
    }

    private void cross(Party from, ServerTransaction request, Leg to) {
        var inviting = inviting();
        if (request.request().method().equals("INVITE") && inviting != null) {
            glare(from, request, inviting);
            return;
        }
        opened(from, request);
        if (inviting == null && local.takes(from, request)) local.answer(from, request);
        else describe(from, request, to, null);
    }

    private void opened(Party from, ServerTransaction request) {
        open.keySet().removeIf(ServerTransaction::finalSent);
        open.put(request, from);
    }

    /** Whose re-INVITE waits for its answer, be it that of the media gateway; null for nobody's. */
    private @Nullable Party inviting() {
        for (var one : open.entrySet()) {
            var request = one.getKey();
            if (request.request().method().equals("INVITE") && !request.finalSent()) return one.getValue();
        }
        return null;
    }

    /** One for a re-INVITE crosses with its number, which was never changed; RAck names the INVITE of the other leg (RFC 3262 §7.2). */
    private void acknowledge(Party from, ServerTransaction prack, @Nullable Leg to) {
        var rack = RAck.of(prack.request());
        var reinvite = rack == null ? null : reinvite(from, rack.cseq());
        if (rack != null && reinvite != null)
            rack = new RAck(rack.rseq(), reinvite.sent().cseq(), rack.method());
        else rack = from == Party.CALLER ? sides.of(Party.CALLER).passes(prack, to) : null;
        if (prack.finalSent()) return;
        if (rack == null || to == null || !to.hasDialog())
            Refusal.of(Rejection.NO_DIALOG).answer(prack);
        else {
            opened(from, prack);
            describe(from, prack, to, rack);
        }
    }

    private @Nullable Passing reinvite(Party from, long cseq) {
        var pending = pendingInvite;
        if (pending == null) pending = answered.last(from); // its 2xx may overtake a PRACK
        if (pending == null || pending.from() != from) return null;
        return pending.received().request().cseq() == cseq ? pending : null;
    }

    /** @param rack of a PRACK; null for any other request */
    private void describe(Party from, ServerTransaction request, Leg to, @Nullable RAck rack) {
        var then = Then.of(
                body -> pass(from, request, to, rack, body),
                why -> Refusal.of(why).answer(request));
        if (request.request().method().equals("PRACK")) descriptions.either(from, request.request(), then);
        else descriptions.offer(from, request.request(), then);
    }

    /** A key was pressed where media is ours. */
    void dialled(Party by, char key, int millis) {
        keys.pressed(by, key, millis);
    }

    /** An answer on the other leg goes back to who asked. */
    void answered(Passing passing, SipResponse response) {
        var received = passing.received().request();
        var to = sides.leg(passing.from().other(), passing.from(), received);
        var from = sides.leg(passing.from(), passing.from(), received);
        if (to == null || from == null || answered.acknowledgesAgain(passing, response)) return;
        if (response.isFinal() && to.asksAgain(response)) {
            send(to, new Passing(passing.from(), passing.received(), Relay.again(passing.sent(), to)));
            return;
        }
        boolean invite = passing.method().equals("INVITE");
        if (response.isFinal() && invite) pendingInvite = null;
        if (response.isFinal() && !response.isSuccess() && Body.isSdp(passing.sent())) descriptions.rejected();
        if (response.isSuccess() && (invite || passing.method().equals("UPDATE"))) {
            from.retarget(passing.received().request());
            to.refreshed(response);
        }
        Then then = Then.of(body -> give(passing, response, body), why -> notDescribed(passing, response, why));
        if (Body.isSdp(passing.sent())) descriptions.answer(passing.from().other(), response, then);
        else descriptions.offer(passing.from().other(), response, then);
    }

    private void give(Passing passing, SipResponse response, Body body) {
        var received = passing.received().request();
        var to = sides.leg(passing.from().other(), passing.from(), received);
        var from = sides.leg(passing.from(), passing.from(), received);
        if (to == null || from == null || passing.received().finalSent()) return;
        boolean invite = passing.method().equals("INVITE");
        boolean connects = invite && response.isSuccess();
        boolean reliable = !connects && response.has(Headers.RSEQ);
        var relayed = Relay.response(response, passing.received(), from, reliable, body);
        if (connects) answered.connect(passing, relayed, to);
        else passing.received().respond(relayed);
    }

    /** The answer is no use to who asked, and the other end thinks otherwise: better no call than half a one. */
    private void notDescribed(Passing passing, SipResponse response, Rejection why) {
        if (!response.isFinal()) return;
        Refusal.of(why).answer(passing.received());
        if (response.isSuccess()) self.tell(new CallCommand.MediaLost(why.text()));
    }

    /** There is nobody to go on with. */
    void lost(Rejection why) {
        self.tell(new CallCommand.MediaLost(why.text()));
    }

    void lost(Passing passing) {
        if (passing.method().equals("INVITE")) pendingInvite = null;
        if (Body.isSdp(passing.sent())) descriptions.rejected();
        if (!passing.received().finalSent()) Refusal.of(Rejection.NO_ANSWER).answer(passing.received());
    }

    /** Whether a re-INVITE is on its way across. */
    boolean offering() {
        return inviting() != null;
    }

    /** What a party is watched with once the call stands; null when it has no dialog. */
    @Nullable
    Watch watch(Party party, Watch.Watched call) {
        var leg = sides.leg(party);
        return leg == null ? null : Watch.begin(sender, leg, services.settings().auditMillis(), call);
    }

    /** Session description that a party was last told; null for none. */
    byte @Nullable [] told(Party party) {
        return descriptions.told().get(party);
    }

    /** The peer of {@code party} is gone: both dialogs end, and say why. */
    void gone(Party party, Rejection why, String how) {
        for (var one : Party.values()) {
            var leg = sides.leg(one);
            if (leg != null) leg.endsFor(why);
        }
        self.tell(new CallCommand.HangUp(party.word() + ": " + how, EndedBy.TIMEOUT));
    }

    /** True when the ACK belonged to a re-INVITE. */
    boolean acknowledged(Party party, SipRequest ack) {
        return local.acknowledged(party, ack) || answered.acknowledged(party, ack);
    }

    /** The call is over: whoever still waits for an answer gets one. */
    void close() {
        local.close();
        answered.close();
        pendingInvite = null;
        for (var request : open.keySet()) // RFC 3261 §15.1.2
        if (!request.finalSent()) Refusal.of(Rejection.CANCELLED).answer(request);
        open.clear();
    }

    private void pass(Party from, ServerTransaction request, Leg to, @Nullable RAck rack, Body body) {
        if (request.finalSent()) return; // the call ended while the media gateway was asked
        var received = request.request();
        var begun = to.within(received.method());
        if (rack != null) begun.header(Headers.RACK, rack.toString());
        boolean invite = received.method().equals("INVITE");
        if (invite || received.method().equals("UPDATE")) to.rewrite(begun);
        var sent = Relay.request(received, begun, to, body);
        var passing = new Passing(from, request, invite && !sides.reliable() ? Relay.withoutReliable(sent) : sent);
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

    /** RFC 3261 §14.2: crossing INVITEs are both refused with 491; a second one on the same side has to wait. */
    private static void glare(Party from, ServerTransaction request, Party inviting) {
        if (inviting != from) {
            Refusal.of(Rejection.GLARE).answer(request);
            return;
        }
        request.respond(request.response(500, "Server Internal Error")
                .header(Headers.RETRY_AFTER, "3")
                .header(Headers.REASON, Rejection.GLARE.reasonHeader())
                .buildResponse());
    }
}
