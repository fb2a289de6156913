package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.SendOptions;
import esg.sip.transport.Cancellable;
import esg.trunk.call.Dialogs.Party;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** The callee's side: tries the attempts in order until one is answered, and ends its dialog. */
final class SecondLegs implements InsideDialog.CalleeSide, Talking.End {
    private final ActorRef<CallCommand> self;
    private final CallServices services;
    private final Beginning beginning;
    private final LegSender sender;
    private int current = -1;
    private @Nullable Leg leg;
    private @Nullable SipRequest invite;
    private @Nullable ClientTransaction transaction;
    private @Nullable ClientTransaction unheard; // the same, until somebody has said a word
    private @Nullable Heard heard;
    private List<Hop> hops = List.of();
    private @Nullable Cancellable timer; // first without any answer, then ringing
    private @Nullable SipRequest ack;
    private @Nullable String acknowledgedReliable;
    private boolean works; // the current attempt was answered at all
    private boolean connected;

    SecondLegs(ActorRef<CallCommand> self, CallServices services, Beginning beginning) {
        this.self = self;
        this.services = services;
        this.beginning = beginning;
        this.sender = new LegSender(services, beginning.invite().loop());
    }

    boolean isCurrent(int attempt) {
        return attempt == current;
    }

    @Override
    public @Nullable Leg leg() {
        return leg;
    }

    @Override
    public long inviteCseq() {
        return invite == null ? 0 : invite.cseq();
    }

    /** Makes the next attempt; the caller has seen to it that there is one. */
    void next() {
        stopTimer();
        if (heard != null) heard.abandon();
        current++;
        invite = null;
        transaction = null;
        unheard = null;
        acknowledgedReliable = null;
        works = false;
        if (leg != null) services.dialogs().remove(leg, Party.CALLEE, self);
        leg = null;
        int attempt = current;
        var flow = attempt().way().flow();
        if (flow != null) {
            located(attempt, List.of(new Hop(flow.listener().transport(), flow.remote(), flow.name())));
            return;
        }
        var locating = services.locator().locate(attempt().way().next());
        var found = locating.toCompletableFuture();
        if (found.isDone() && !found.isCompletedExceptionally()) {
            located(attempt, found.join());
            return;
        }
        locating.exceptionally(_ -> List.of())
                .thenAccept(hops -> self.tell(new CallCommand.SecondLegLocated(attempt, hops)));
    }

    void located(int attempt, List<Hop> found) {
        if (!isCurrent(attempt)) return;
        var invitation =
                found.isEmpty() ? null : SecondInvite.write(services, beginning.invite(), attempt(), found.getFirst());
        if (invitation == null) {
            self.tell(new CallCommand.SecondLegLost(attempt, Rejection.PROVIDER_UNREACHABLE));
            return;
        }
        leg = invitation.leg();
        hops = found;
        beginning.record().secondLeg(invitation.leg().callId);
        services.dialogs().add(invitation.leg(), Party.CALLEE, self);
        after(services.settings().firstAnswerMillis(), new CallCommand.Silent(attempt));
        send(invitation.request());
    }

    /** The far end has the INVITE: from now on it may ring. Returns the INVITE's transaction at the first word about it. */
    @Nullable
    ClientTransaction answeredAtAll(int attempt) {
        if (!isCurrent(attempt)) return null;
        if (!works) {
            works = true; // 1xx are repeated every minute (§13.3.1.1): they prolong nothing
            after(services.settings().ringMillis(), new CallCommand.RangOut(attempt));
        }
        var news = unheard;
        unheard = null;
        return news;
    }

    /** True when the provider has another address, which is tried now (RFC 3263 §4.3). */
    boolean triesNextHop() {
        if (transaction == null || !transaction.triesNextHop()) return false;
        after(services.settings().firstAnswerMillis(), new CallCommand.Silent(current));
        return true;
    }

    /** Nothing came back: what may still come is not waited for, and ended when it comes. */
    void giveUp() {
        stopTimer();
        if (heard != null) heard.abandon();
        if (transaction != null) transaction.cancel(null);
    }

    /** True when another attempt was begun because of this. */
    boolean triesAnother(Refusal refusal) {
        if (current + 1 >= beginning.attempts().size()
                || !refusal.allowsAnother(attempt().failovercodes())) return false;
        next();
        return true;
    }

    /** Notes an early dialog; true when the answer asks to be acknowledged (RFC 3262 §3). */
    boolean ringing(SipResponse response) {
        var early = leg;
        if (early != null && response.toTag() != null) early.answered(response);
        return response.has(Headers.RSEQ) && response.hasToken(Headers.REQUIRE, "100rel");
    }

    /** PRACK of our own, for a caller who knows no 100rel; once for each, however often it comes. */
    void acknowledgeProvisional(SipResponse response) {
        var early = leg;
        if (early == null || !early.hasDialog()) return;
        var rack = response.header(Headers.RSEQ) + " " + response.cseq() + " INVITE";
        if (rack.equals(acknowledgedReliable)) return;
        acknowledgedReliable = rack;
        var prack = early.within("PRACK").header(Headers.MAX_FORWARDS, "70").header(Headers.RACK, rack);
        sender.forget(early, Relay.authorized(prack.buildRequest(), early));
    }

    /** True when a challenge was answered with a new INVITE. */
    boolean answersChallenge(SipResponse response) {
        var challenged = leg;
        var refused = invite;
        if (challenged == null || refused == null || !challenged.challenged(response)) return false;
        send(Relay.openAgain(refused, challenged));
        return true;
    }

    void connected(SipResponse response) {
        stopTimer();
        connected = true;
        if (leg != null) leg.answered(response);
    }

    /** What the caller says in its ACK is the answer when it offered nothing before (RFC 3264 §5). */
    @Override
    public void acknowledged(SipRequest callers) {
        if (connected && ack == null) acknowledge(callers);
    }

    /** ACK for the 2xx, with the session of the caller's ACK where that is given. */
    void acknowledge(@Nullable SipRequest callers) {
        if (leg == null) return;
        var begun = leg.ack(inviteCseq()).header(Headers.MAX_FORWARDS, "70");
        if (callers != null) begun.bodyOf(callers);
        ack = Relay.authorized(begun.buildRequest(), leg);
        sender.ack(leg, ack);
    }

    /** A 2xx of another fork, of an attempt given up, or ours once more (RFC 3261 §13.2.2.4). */
    @Override
    public void answeredAgain(int attempt, Leg given, SipResponse response) {
        if (!response.isSuccess()) return;
        if (isCurrent(attempt) && given == leg && given.isFrom(response.toTag())) {
            if (ack != null) sender.ack(given, ack);
            return;
        }
        Heard.endGhost(sender, given, response);
    }

    /**
     * Takes the INVITE back.
     *
     * @param because the caller's CANCEL, whose Reason goes along (RFC 3326); null when it is our own doing
     * @return false when none is under way
     */
    boolean cancel(@Nullable SipRequest because) {
        stopTimer();
        if (transaction == null) {
            current++; // what is still being located is of no use any more
            return false;
        }
        transaction.cancel(because == null ? null : because.header(Headers.REASON));
        return true;
    }

    @Override
    public void bye(@Nullable SipRequest because) {
        stopTimer();
        var confirmed = leg;
        if (!connected || confirmed == null) {
            self.tell(new CallCommand.HungUp());
            return;
        }
        if (ack == null) acknowledge(null); // §15: no BYE before the ACK
        Bye.send(sender, confirmed, because, () -> self.tell(new CallCommand.HungUp()));
    }

    /** By CANCEL or BYE. */
    @Override
    public void abandon(Rejection why) {
        var confirmed = leg;
        if (connected && confirmed != null) Bye.send(sender, confirmed, null, () -> {});
        else giveUp();
    }

    @Override
    public void close() {
        stopTimer();
        if (heard != null) heard.callIsOver();
        if (leg != null) services.dialogs().remove(leg, Party.CALLEE, self);
    }

    private Attempt attempt() {
        return beginning.attempts().get(current);
    }

    private void after(long millis, CallCommand then) {
        stopTimer();
        timer = beginning.invite().loop().after(millis, () -> self.tell(then));
    }

    private void stopTimer() {
        if (timer != null) timer.cancel();
        timer = null;
    }

    private void send(SipRequest request) {
        invite = request;
        var sent = leg;
        if (sent == null) return;
        var options = new SendOptions(
                sent.path.side(), sent.path.listenerName(), attempt().way().flow());
        heard = new Heard(self, sender, current, sent);
        transaction = services.edge().send(request, hops, options, heard);
        unheard = transaction;
    }
}
