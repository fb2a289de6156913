package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.domain.account.Account;
import esg.trunk.leg.Translated;
import esg.trunk.leg.LegPath;
import esg.trunk.leg.Opening;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Body;
import esg.trunk.leg.Bye;
import esg.trunk.leg.OkUntilAck;
import esg.trunk.leg.RAck;
import esg.trunk.leg.Relay;
import esg.trunk.leg.ReliableProvisional;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.domain.account.AccountId;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transaction.ServerUser;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.call.EarlyDialogs.Early;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The caller's side: answers its INVITE, and ends its dialog. */
final class FirstLeg implements End {
    private final ActorRef<CallCommand> self;
    private final CallServices services;
    private final LegSender sender;
    private final ServerTransaction invite;
    private final Caller refused;
    private final boolean knows100rel;
    private final boolean requires100rel;
    private final EarlyDialogs dialogs;

    /** A session description: the message of the far end that has it, and how it goes on. */
    record Session(SipResponse message, Body body) {}

    private final AccountId account;
    private @Nullable OkUntilAck ok;

    FirstLeg(ActorRef<CallCommand> self, CallServices services, Beginning beginning) {
        this.self = self;
        this.services = services;
        this.sender = services.sender(beginning.invite().loop());
        this.invite = beginning.invite();
        this.refused = beginning.refused();
        this.account = beginning.record().account();
        // Numbers of another try would not follow those that the caller has seen (RFC 3262 §4).
        boolean reliably = beginning.record().isFirstTry() && Relay.offers(invite.request(), "100rel");
        this.requires100rel = reliably && invite.request().hasToken(Headers.REQUIRE, "100rel");
        this.knows100rel = reliably && (requires100rel || beginning.asksCallerForPrack());
        this.dialogs = new EarlyDialogs(invite, beginning.caller(), services.edge()::newTag, this::reliable);
    }

    /**
     * How the dialog of such an INVITE begins.
     *
     * @param provider the account's; null for a call from the inside
     */
    static Opening opening(CallServices services, ServerTransaction invite, @Nullable Account provider) {
        var flow = invite.flow();
        var listener = flow.listener();
        var uri = invite.request().requestUri();
        var contact = SecondInvite.contact(uri == null ? "" : uri.userDecoded(), flow);
        var path = LegPath.by(listener.side(), listener.name(), flow, provider == null ? "" : provider.nextHopHost());
        if (Translated.is(invite.request(), flow)) path = path.behind(flow.remote());
        var credentials = provider == null ? null : Attempts.credentials(provider); // it may challenge our BYE
        var timer = services.settings()
                .sessionTimer(provider == null ? null : provider.opts().calls());
        return new Opening(path, invite.request().callId(), invite.toTag(), contact, credentials, 0, timer);
    }

    private ReliableProvisional reliable() {
        long t1 = services.settings().t1Millis();
        return new ReliableProvisional(invite.loop(), invite, t1, this::notAcknowledged);
    }

    private void notAcknowledged() {
        self.tell(new CallCommand.NotAcknowledged(Party.CALLER));
    }

    @Override
    public Leg leg() {
        return dialogs.current().leg;
    }

    @Override
    public @Nullable Early early(Party from, SipRequest request) {
        return dialogs.find(from, request);
    }

    void open() {
        services.dialogs().add(leg(), Party.CALLER, self, account);
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
     * @param callee the fork that said it; null when it is one of several phones
     */
    void ring(Provisional told, ReliableProvisional.@Nullable Origin origin, Body body, @Nullable Leg callee) {
        if (invite.finalSent()) return; // while the media gateway was asked
        var early = dialog(callee);
        var leg = early.leg;
        if (origin == null && !requires100rel) {
            invite.respond(told.answer(invite, leg, 0, body));
            return;
        }
        // A session nobody offered would be an offer of ours, whose answer nobody awaits (RFC 3262 §5).
        var ours = origin == null && !offered() ? told.withoutSession() : told;
        early.reliable.send(rseq -> ours.answer(invite, leg, rseq, body), ours.session(), origin);
    }

    private Early dialog(@Nullable Leg callee) {
        int before = dialogs.all().size();
        var early = dialogs.of(callee);
        if (dialogs.all().size() > before) services.dialogs().add(early.leg, Party.CALLER, self, account);
        return early;
    }

    /** True when a BYE ended one of several early dialogs, which leaves the call to the others (RFC 3261 §15). */
    boolean endsFork(ServerTransaction bye) {
        var early = dialogs.find(Party.CALLER, bye.request());
        if (early == null) return false;
        Talking.accept(bye);
        drop(early);
        if (early.callee != null) Bye.send(sender, early.callee, bye.request(), () -> {});
        return true;
    }

    private void drop(Early early) {
        services.dialogs().remove(early.leg, Party.CALLER, self);
        dialogs.drop(early);
    }

    @Override
    public @Nullable RAck passes(ServerTransaction prack, @Nullable Leg callee) {
        var early = dialogs.find(Party.CALLER, prack.request());
        var reliable = (early == null ? dialogs.current() : early).reliable;
        var told = reliable.acknowledged(prack.request());
        if (told == null) {
            Refusal.of(Rejection.NO_DIALOG).answer(prack); // RFC 3262 §3
            return null;
        }
        var origin = told.origin();
        boolean crosses = origin != null && origin.leg() == callee;
        if (!crosses) takes(prack);
        reliable.goOn();
        return origin != null && crosses ? origin.rack() : null;
    }

    /** It is acknowledged all the same; an offer in it has nowhere to go. */
    private static void takes(ServerTransaction prack) {
        if (prack.request().bodyLength() == 0) Talking.accept(prack);
        else Refusal.of(Rejection.UNSUPPORTED_MEDIA).answer(prack);
    }

    /**
     * Tells the caller that the call is his, perhaps not at once.
     *
     * @param callee the fork that answered; see {@link #ring}
     */
    void connect(SipResponse response, Session session, @Nullable Leg callee) {
        if (invite.finalSent()) return; // the call ended while the media gateway was asked
        var early = dialog(callee);
        for (var other : List.copyOf(dialogs.all())) if (other != early) drop(other);
        var relayed = Relay.accept(response, session.message, invite, early.leg, session.body);
        var timing = services.settings().timing();
        early.reliable.accept(() -> ok = new OkUntilAck(invite.loop(), invite, relayed, timing, this::notAcknowledged));
    }

    @Override
    public void acknowledged(SipRequest ack) {
        if (ok != null) ok.stop();
    }

    /** Nobody took the call: the caller is told, or another way is tried for it. */
    void refuse(Refusal refusal) {
        dialogs.stop();
        refused.refused(refusal);
    }

    /** The callee has answered, and the caller cannot have the call. */
    void fail(Rejection why) {
        if (!invite.finalSent()) Refusal.of(why).answer(invite);
    }

    @Override
    public boolean takesBack() {
        if (invite.finalSent()) return false;
        terminate();
        return true;
    }

    /** The caller, or the node, gave the call up before it was answered. */
    void terminate() {
        dialogs.stop();
        if (!invite.finalSent()) Refusal.of(Rejection.CANCELLED).answer(invite);
    }

    @Override
    public void bye(@Nullable SipRequest because) {
        var leg = leg();
        if (!invite.finalSent()) abandon(Rejection.NO_PRACK);
        if (ok == null) self.tell(new CallCommand.HungUp());
        else Bye.send(sender, leg, because, () -> self.tell(new CallCommand.HungUp()));
    }

    @Override
    public void abandon(Rejection why) {
        dialogs.stop();
        if (!invite.finalSent()) Refusal.of(why).answer(invite);
        else if (ok != null) Bye.send(sender, leg(), null, () -> {});
    }

    @Override
    public void close() {
        dialogs.stop();
        if (ok != null) ok.stop();
        for (var early : dialogs.all()) services.dialogs().remove(early.leg, Party.CALLER, self);
    }
}
