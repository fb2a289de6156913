package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Bye;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.Relay;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.ServerUser;
import esg.trunk.call.Dialogs.Party;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The caller's side: answers its INVITE, and ends its dialog. */
final class FirstLeg implements Talking.End {
    private final ActorRef<CallCommand> self;
    private final CallServices services;
    private final LegSender sender;
    private final ServerTransaction invite;
    private final Leg leg;
    private final Caller refused;
    private @Nullable OkUntilAck ok;

    FirstLeg(ActorRef<CallCommand> self, CallServices services, Beginning beginning) {
        this.self = self;
        this.services = services;
        this.sender = services.sender(beginning.invite().loop());
        this.invite = beginning.invite();
        this.leg = beginning.caller();
        this.refused = beginning.refused();
    }

    void open() {
        services.dialogs().add(leg, Party.CALLER, self);
        invite.user(new ServerUser() {
            @Override
            public void onCancel(SipRequest cancel) {
                self.tell(new CallCommand.Cancelled(cancel));
            }

            @Override
            public void onLost(String why) {
                self.tell(new CallCommand.HangUp(why));
            }
        });
        if (!invite.finalSent()) invite.respond(invite.response(100, "Trying").buildResponse());
    }

    /** The INVITE carried an offer; without one the second leg's ACK must wait for the caller's (RFC 3264 §5). */
    boolean offered() {
        return invite.request().bodyLength() > 0;
    }

    /** Relayed 1xx are reliable from end to end only when both ends know how (RFC 3262). */
    boolean knows100rel() {
        return Relay.offers(invite.request(), "100rel");
    }

    void ring(SipResponse response, boolean reliable) {
        invite.respond(Relay.response(response, invite, leg, reliable));
    }

    /** Without a session. */
    void ring(int status, String phrase) {
        invite.respond(invite.response(status, phrase)
                .header(Headers.CONTACT, leg.contact)
                .copy(invite.request(), Headers.RECORD_ROUTE)
                .buildResponse());
    }

    /** Returns what the caller is told. */
    SipResponse connect(SipResponse response) {
        var relayed = Relay.response(response, invite, leg, false);
        ok = new OkUntilAck(
                invite.loop(),
                invite,
                relayed,
                services.settings().timing(),
                () -> self.tell(new CallCommand.NotAcknowledged(Party.CALLER)));
        return relayed;
    }

    @Override
    public Leg leg() {
        return leg;
    }

    @Override
    public void acknowledged(SipRequest ack) {
        if (ok != null) ok.stop();
    }

    /** Nobody took the call: the caller is told, or another way is tried for it. */
    void refuse(Refusal refusal) {
        refused.refused(refusal);
    }

    /** The caller, or the node, gave the call up before it was answered. */
    void terminate() {
        if (!invite.finalSent()) Refusal.of(Rejection.CANCELLED).answer(invite);
    }

    @Override
    public void bye(@Nullable SipRequest because) {
        if (ok == null) self.tell(new CallCommand.HungUp());
        else Bye.send(sender, leg, because, () -> self.tell(new CallCommand.HungUp()));
    }

    @Override
    public void abandon(Rejection why) {
        if (!invite.finalSent()) Refusal.of(why).answer(invite);
        else if (ok != null) Bye.send(sender, leg, null, () -> {});
    }

    @Override
    public void close() {
        if (ok != null) ok.stop();
        services.dialogs().remove(leg, Party.CALLER, self);
    }
}
