package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.ServerUser;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.call.CallCommand.MediaLost;
import esg.trunk.call.CallCommand.NotAcknowledged;
import esg.trunk.call.CallCommand.Replacing;
import esg.trunk.call.CallCommand.Step;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Leg;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.Body;
import esg.trunk.leg.Refusal;
import esg.trunk.leg.Relay;
import esg.trunk.refer.Reoffer;
import esg.trunk.refer.SessionText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody steps in by an INVITE that names a party of the call (RFC 3891): who stays is offered what he offers, and when he agrees the
 * INVITE is answered and the one who was named is let go. Without an offer the INVITE is answered at once, and who stays hears of it when
 * the ACK says with what (RFC 3264 §5).
 */
final class Replacement implements End {
    private static final byte[] NOTHING = {};
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
        var provider = asked.account() == null || served == null ? null : served.account();
        this.leg = Leg.answering(invite.request(), FirstLeg.opening(parts.services(), invite, provider));
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
        if (Body.isSdp(invite.request())) offer(invite.request().body());
        else
            join(
                    new byte[0],
                    SessionText.unheld(parts.descriptions().of(asked.party().other())));
    }

    private void offer(byte[] sdp) {
        var staying = parts.sides().leg(asked.party().other());
        if (staying == null) return;
        parts.descriptions()
                .places()
                .joins(
                        asked.party(),
                        sdp,
                        Then.of(body -> reoffer(staying, body.sdp()), why -> disagreed(why.status(), why.phrase())));
    }

    private void reoffer(Leg staying, byte @Nullable [] sdp) {
        if (over || sdp == null) return;
        told = sdp;
        var inside = parts.inside();
        Reoffer.send(parts.sender(), staying, told, inside::offering, new Reoffer.Outcome() {
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
        var staying = asked.party().other();
        if (!over) {
            parts.descriptions()
                    .places()
                    .agrees(
                            staying,
                            sdp,
                            NOTHING,
                            Then.of(body -> join(sdp, body.sdp()), why -> disagreed(why.status(), why.phrase())));
            return;
        }
        // Taken back meanwhile: who stays speaks with the same one as before.
        transfers.ended(this);
        parts.descriptions()
                .places()
                .leaves(
                        asked.party(),
                        told,
                        Then.of(body -> tell(staying, body), why -> parts.self().tell(new MediaLost(why.text()))));
    }

    private void tell(Party to, Body body) {
        var sdp = body.sdp();
        if (sdp != null) transfers.tell(parts.sides().of(to), sdp);
    }

    private void disagreed(int status, String phrase) {
        parts.descriptions().rejected();
        waiting = false;
        transfers.ended(this);
        if (over) return;
        over = true;
        invite.respond(invite.response(status, phrase).buildResponse());
    }

    /**
     * The newcomer has the place.
     *
     * @param answer of who stays; empty when that was not asked
     * @param sdp what the newcomer is told
     */
    private void join(byte[] answer, byte @Nullable [] sdp) {
        if (sdp == null || over) return;
        var party = asked.party();
        var old = parts.sides().of(party);
        var leaves = parts.sides().leg(party);
        parts.services().dialogs().add(leg, party, parts.self(), parts.record().account());
        parts.sides().put(party, this);
        parts.inside().close();
        if (told.length > 0) remember(answer, sdp);
        var accepted = invite.response(200, "OK")
                .header(Headers.CONTACT, leg.contact)
                .copy(invite.request(), Headers.RECORD_ROUTE)
                .header(Headers.ALLOW, Relay.ALLOW)
                .header(Headers.SUPPORTED, "replaces")
                .body(Body.SDP, sdp)
                .buildResponse();
        ok = new OkUntilAck(
                parts.loop(),
                invite,
                accepted,
                parts.services().settings().timing(),
                () -> parts.self().tell(new NotAcknowledged(party)));
        parts.record().joined(leg.callId);
        log.info(
                "call taken over from={} callid={}",
                party.word(),
                parts.record().id());
        transfers.ended(this);
        if (leaves != null) transfers.letGo(leaves, old).leave();
    }

    private void remember(byte[] answer, byte[] sdp) {
        var said = invite.request().bodyLength() > 0 ? invite.request().body() : told;
        parts.descriptions().places().joined(asked.party(), new Descriptions.Joined(said, told, answer, sdp));
        parts.keeper().changed();
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
    public boolean confirms(SipRequest ack) {
        if (ok != null) ok.stop();
        if (told.length == 0 && Body.isSdp(ack)) saysWithWhat(ack);
        return true;
    }

    private void saysWithWhat(SipRequest ack) {
        var staying = asked.party().other();
        var heard = SessionText.unheld(parts.descriptions().of(staying));
        parts.descriptions()
                .places()
                .joins(
                        asked.party(),
                        ack.body(),
                        Then.of(
                                body -> nowKnown(body, heard),
                                why -> parts.self().tell(new MediaLost(why.text()))));
    }

    private void nowKnown(Body body, byte[] heard) {
        var sdp = body.sdp();
        if (sdp == null) return;
        told = sdp;
        remember(NOTHING, heard);
        var staying = asked.party().other();
        transfers.tell(
                parts.sides().of(staying),
                told,
                answer -> parts.descriptions()
                        .places()
                        .agrees(
                                staying,
                                answer,
                                NOTHING,
                                Then.of(_ -> {}, why -> parts.self().tell(new MediaLost(why.text())))));
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
