package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Body;
import esg.trunk.leg.Bye;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.RAck;
import esg.trunk.leg.Relay;
import esg.trunk.leg.ReliableProvisional;
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
final class FirstLeg implements Talking.End, InsideDialog.Pracks {
    private final ActorRef<CallCommand> self;
    private final CallServices services;
    private final LegSender sender;
    private final ServerTransaction invite;
    private final Leg leg;
    private final Caller refused;
    private final boolean knows100rel;
    private final boolean requires100rel;
    private final ReliableProvisional reliable;
    private @Nullable OkUntilAck ok;

    FirstLeg(ActorRef<CallCommand> self, CallServices services, Beginning beginning) {
        this.self = self;
        this.services = services;
        this.sender = services.sender(beginning.invite().loop());
        this.invite = beginning.invite();
        this.leg = beginning.caller();
        this.refused = beginning.refused();
        // Numbers of another try would not follow those that the caller has seen (RFC 3262 §4).
        boolean reliably = beginning.record().isFirstTry() && Relay.offers(invite.request(), "100rel");
        this.requires100rel = reliably && invite.request().hasToken(Headers.REQUIRE, "100rel");
        this.knows100rel = reliably && (requires100rel || beginning.asksCallerForPrack());
        this.reliable = new ReliableProvisional(
                invite.loop(),
                invite,
                services.settings().t1Millis(),
                () -> self.tell(new CallCommand.NotAcknowledged(Party.CALLER)));
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

    /** Whether it acknowledges provisional answers, and may be asked to (RFC 3262). */
    boolean knows100rel() {
        return knows100rel;
    }

    /** Whether it understands that an early dialog has ended (RFC 6228). */
    boolean knows199() {
        return Relay.offers(invite.request(), "199");
    }

    /**
     * Tells it: reliably where the far end did, or where the caller insists. One that merely could is not asked by us: a PRACK more for
     * each call, and a session that its answerer may still change.
     *
     * @param body its session as the caller is to be told
     * @param origin null when the far end waits for no PRACK of the caller
     */
    void ring(Provisional told, ReliableProvisional.@Nullable Origin origin, Body body) {
        if (invite.finalSent()) return; // while the media gateway was asked
        if (origin == null && !requires100rel) {
            invite.respond(told.answer(invite, leg, 0, body));
            return;
        }
        // A session nobody offered would be an offer of ours, whose answer nobody awaits (RFC 3262 §5).
        var ours = origin == null && !offered() ? told.withoutSession() : told;
        reliable.send(rseq -> ours.answer(invite, leg, rseq, body), ours.session(), origin);
    }

    @Override
    public @Nullable RAck passes(ServerTransaction prack, @Nullable Leg callee) {
        var told = reliable.acknowledged(prack.request());
        if (told == null) {
            Refusal.of(Rejection.NO_DIALOG).answer(prack); // RFC 3262 §3
            return null;
        }
        var origin = told.origin();
        if (origin != null && origin.leg() == callee) return origin.rack();
        // It is acknowledged all the same; an offer in it has nowhere to go.
        if (prack.request().bodyLength() == 0) Talking.accept(prack);
        else Refusal.of(Rejection.UNSUPPORTED_MEDIA).answer(prack);
        return null;
    }

    /**
     * Tells the caller that the call is his, perhaps not at once.
     *
     * @param session whose session description goes along, as {@code body} has it
     */
    void connect(SipResponse response, SipResponse session, Body body) {
        if (invite.finalSent()) return; // the call ended while the media gateway was asked
        var relayed = Relay.accept(response, session, invite, leg, body);
        reliable.accept(() -> ok = new OkUntilAck(
                invite.loop(),
                invite,
                relayed,
                services.settings().timing(),
                () -> self.tell(new CallCommand.NotAcknowledged(Party.CALLER))));
    }

    @Override
    public void acknowledged(SipRequest ack) {
        if (ok != null) ok.stop();
    }

    /** Nobody took the call: the caller is told, or another way is tried for it. */
    void refuse(Refusal refusal) {
        reliable.stop();
        refused.refused(refusal);
    }

    /** The callee has answered, and the caller cannot have the call. */
    void fail(Rejection why) {
        if (!invite.finalSent()) Refusal.of(why).answer(invite);
    }

    /** The caller, or the node, gave the call up before it was answered. */
    void terminate() {
        if (!invite.finalSent()) Refusal.of(Rejection.CANCELLED).answer(invite);
    }

    @Override
    public void bye(@Nullable SipRequest because) {
        if (!invite.finalSent()) abandon(Rejection.NO_PRACK);
        if (ok == null) self.tell(new CallCommand.HungUp());
        else Bye.send(sender, leg, because, () -> self.tell(new CallCommand.HungUp()));
    }

    @Override
    public void abandon(Rejection why) {
        reliable.stop();
        if (!invite.finalSent()) Refusal.of(why).answer(invite);
        else if (ok != null) Bye.send(sender, leg, null, () -> {});
    }

    @Override
    public void close() {
        reliable.stop();
        if (ok != null) ok.stop();
        services.dialogs().remove(leg, Party.CALLER, self);
    }
}
