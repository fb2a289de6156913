package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.ServerUser;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.call.CallCommand.NotAcknowledged;
import esg.trunk.call.CallCommand.Replacing;
import esg.trunk.call.CallCommand.Step;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Leg;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.Refresh;
import esg.trunk.leg.Refusal;
import esg.trunk.leg.Relay;
import esg.trunk.refer.Reoffer;
import esg.trunk.refer.SessionText;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody steps in by an INVITE that names a party of the call (RFC 3891): who stays is offered what he offers, and when he agrees the
 * INVITE is answered and the one who was named is let go. Without an offer the INVITE is answered at once, and who stays hears of it when
 * the ACK says with what (RFC 3264 §5).
 */
final class Replacement implements Talking.End {
    private static final Logger log = LoggerFactory.getLogger(Replacement.class);

    private final Transfers transfers;
    private final Talking.Parts parts;
    private final Replacing asked;
    private final ServerTransaction invite;
    private final Leg leg;
    private @Nullable OkUntilAck ok;
    private boolean waiting = true; // who stays has not agreed yet
    private boolean over; // nobody waits for that
    private byte[] told = {}; // of the newcomer, to who stays

    Replacement(Transfers transfers, Talking.Parts parts, Replacing asked) {
        this.transfers = transfers;
        this.parts = parts;
        this.asked = asked;
        this.invite = asked.invite();
        var served = parts.account().served();
        var peer = asked.account() == null || served == null
                ? ""
                : served.account().nextHopHost();
        this.leg = Leg.answering(invite.request(), AccountCalls.firstLeg(invite, peer));
    }

    void begin() {
        invite.user(new ServerUser() {
            @Override
            public void onCancel(SipRequest cancel) {
                parts.self().tell(new Step(Replacement.this::cancelled));
            }

            @Override
            public void onLost(String why) {
                parts.self().tell(new Step(Replacement.this::cancelled));
            }
        });
        if (invite.finalSent()) return;
        invite.respond(invite.response(100, "Trying").buildResponse());
        if (Descriptions.describes(invite.request())) offer(invite.request().body());
        else join(SessionText.unheld(parts.keeper().said(asked.party().other())));
    }

    private void offer(byte[] sdp) {
        var staying = parts.sides().leg(asked.party().other());
        if (staying == null) return;
        told = SessionText.after(parts.keeper().said(asked.party()), sdp);
        var inside = parts.inside();
        Reoffer.send(parts.sender(), staying, told, inside::isReinviting, new Reoffer.Outcome() {
            @Override
            public void accepted(SipResponse response) {
                parts.self().tell(new Step(() -> agreed(response.body())));
            }

            @Override
            public void refused(int status, String phrase) {
                parts.self().tell(new Step(() -> disagreed(status, phrase)));
            }
        });
    }

    private void agreed(byte[] sdp) {
        waiting = false;
        if (!over) {
            join(sdp);
            return;
        }
        // Taken back meanwhile: who stays speaks with the same one as before.
        var staying = asked.party().other();
        var before = SessionText.after(told, parts.keeper().said(asked.party()));
        parts.descriptions().told(staying, parts.keeper().said(asked.party()), before);
        transfers.ended(this);
        transfers.tell(parts.sides().of(staying), before);
    }

    private void disagreed(int status, String phrase) {
        waiting = false;
        transfers.ended(this);
        if (over) return;
        over = true;
        invite.respond(invite.response(status, phrase).buildResponse());
    }

    /** @param sdp what the newcomer is told */
    private void join(byte[] sdp) {
        var party = asked.party();
        var old = parts.sides().of(party);
        var leaves = parts.sides().leg(party);
        parts.services().dialogs().add(leg, party, parts.self());
        parts.sides().put(party, this);
        parts.inside().close();
        if (told.length > 0) remember(sdp);
        var answer = invite.response(200, "OK")
                .header(Headers.CONTACT, leg.contact)
                .copy(invite.request(), Headers.RECORD_ROUTE)
                .header(Headers.ALLOW, Relay.ALLOW)
                .header(Headers.SUPPORTED, "replaces")
                .body(Refresh.SDP, sdp)
                .buildResponse();
        ok = new OkUntilAck(
                parts.loop(),
                invite,
                answer,
                parts.services().settings().timing(),
                () -> parts.self().tell(new NotAcknowledged(party)));
        parts.record().secondLeg(leg.callId);
        log.info(
                "call taken over from={} callid={}",
                party.word(),
                parts.record().id());
        transfers.ended(this);
        if (leaves != null) transfers.letGo(leaves, old).leave();
    }

    private void remember(byte[] sdp) {
        var party = asked.party();
        var said = invite.request().bodyLength() > 0 ? invite.request().body() : told;
        parts.descriptions().told(party.other(), said, told);
        parts.descriptions().told(party, sdp, sdp);
        parts.keeper().joined(Map.of(party, told, party.other(), sdp));
    }

    private void cancelled() {
        if (over || ok != null) return;
        over = true;
        if (!waiting) transfers.ended(this);
        Refusal.of(Rejection.CANCELLED).answer(invite);
    }

    /** An offer while another one is under way. */
    boolean waits(ServerTransaction request) {
        var method = request.request().method();
        if (!method.equals("INVITE") && !method.equals("UPDATE")) return false;
        Refusal.of(Rejection.GLARE).answer(request);
        return true;
    }

    /** The call ends. */
    void stop() {
        if (!over && ok == null) Refusal.of(Rejection.CANCELLED).answer(invite);
        over = true;
        transfers.ended(this);
    }

    @Override
    public Leg leg() {
        return leg;
    }

    @Override
    public void confirmed(SipRequest ack) {
        if (ok == null) return;
        ok.stop();
        if (told.length > 0 || !Descriptions.describes(ack)) return;
        var staying = asked.party().other();
        told = SessionText.after(parts.keeper().said(asked.party()), ack.body());
        remember(SessionText.unheld(parts.keeper().said(staying)));
        transfers.tell(parts.sides().of(staying), told);
    }

    @Override
    public void bye(@Nullable SipRequest because) {
        Bye.send(parts.sender(), leg, because, () -> parts.self().tell(new HungUp()));
    }

    @Override
    public void abandon(Rejection why) {
        Bye.send(parts.sender(), leg, null, () -> {});
    }

    @Override
    public void close() {
        if (ok != null) ok.stop();
        parts.services().dialogs().remove(leg, asked.party(), parts.self());
    }
}
