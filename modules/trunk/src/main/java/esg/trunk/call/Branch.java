package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Relay;
import esg.domain.Rejection;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.SendOptions;
import esg.sip.transport.Cancellable;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** One attempt under way: an INVITE of ours, from finding where it goes to its final answer. Several are when phones ring together. */
final class Branch {
    /** What all attempts of a call have in common. */
    record Common(ActorRef<CallCommand> self, CallServices services, Beginning beginning, LegSender sender) {}

    private final Common common;
    private final int number;
    private final boolean together;
    private Attempt attempt;
    private @Nullable Leg leg;
    private @Nullable SipRequest invite;
    private @Nullable ClientTransaction transaction;
    private @Nullable ClientTransaction unheard; // the same, until somebody has said a word
    private @Nullable Heard heard;
    private List<Hop> hops = List.of();
    private @Nullable Cancellable timer; // first without any answer, then ringing
    private @Nullable String acknowledgedReliable;
    private boolean works;

    /**
     * Does nothing yet.
     *
     * @param number of the attempt
     * @param together whether others ring as well
     */
    Branch(Common common, int number, boolean together) {
        this.common = common;
        this.number = number;
        this.together = together;
        this.attempt = common.beginning.attempts().get(number);
    }

    int number() {
        return number;
    }

    /** Null until it is known where it goes. */
    @Nullable
    Leg leg() {
        return leg;
    }

    /** Whether it was answered at all. */
    boolean works() {
        return works;
    }

    long inviteCseq() {
        return invite == null ? 0 : invite.cseq();
    }

    /** Finds where it goes; perhaps the call is told later. */
    void locate() {
        var way = attempt.way();
        var flow = way.flow();
        if (flow != null) {
            located(List.of(new Hop(flow.listener().transport(), flow.remote(), flow.name())));
            return;
        }
        var locating = common.services.locator().locate(way.next());
        var found = locating.toCompletableFuture();
        if (found.isDone() && !found.isCompletedExceptionally()) {
            located(found.join());
            return;
        }
        locating.exceptionally(_ -> List.of())
                .thenAccept(where -> common.self.tell(new CallCommand.SecondLegLocated(number, where)));
    }

    void located(List<Hop> found) {
        var caller = common.beginning.invite();
        var invitation =
                found.isEmpty() ? null : SecondInvite.write(common.services, caller, attempt, found.getFirst());
        if (invitation == null) {
            common.self.tell(new CallCommand.SecondLegLost(number, Rejection.PROVIDER_UNREACHABLE));
            return;
        }
        leg = invitation.leg();
        hops = found;
        common.beginning.record().secondLeg(invitation.leg().callId);
        waitForAWord();
        send(together ? Relay.withoutReliable(invitation.request()) : invitation.request());
    }

    /** The far end has the INVITE: from now on it may ring. Returns the INVITE's transaction at the first word about it. */
    @Nullable
    ClientTransaction answeredAtAll() {
        if (!works) {
            works = true; // 1xx are repeated every minute (§13.3.1.1): they prolong nothing
            after(common.services.settings().ringMillis(), new CallCommand.RangOut(number));
        }
        var news = unheard;
        unheard = null;
        return news;
    }

    /** True when the provider has another address, which is tried now (RFC 3263 §4.3). */
    boolean triesNextHop() {
        if (transaction == null || !transaction.triesNextHop()) return false;
        waitForAWord();
        return true;
    }

    /** True when nobody was at the other end of a connection, and the INVITE goes to where he says he is. */
    boolean triesContact() {
        if (works || !attempt.way().mayBeGone()) return false;
        giveUp(null);
        attempt = attempt.withoutFlow();
        leg = null;
        transaction = null;
        locate();
        return true;
    }

    /** Notes an early dialog; true when the answer asks to be acknowledged (RFC 3262 §3). */
    boolean ringing(SipResponse response) {
        var early = leg;
        if (early != null && response.toTag() != null) early.answered(response);
        return response.has(Headers.RSEQ) && response.hasToken(Headers.REQUIRE, "100rel");
    }

    /** PRACK of our own; once for each, however often it comes. */
    void acknowledgeProvisional(SipResponse response) {
        var early = leg;
        if (early == null || !early.hasDialog()) return;
        var rack = response.header(Headers.RSEQ) + " " + response.cseq() + " INVITE";
        if (rack.equals(acknowledgedReliable)) return;
        acknowledgedReliable = rack;
        var prack = early.within("PRACK").header(Headers.MAX_FORWARDS, "70").header(Headers.RACK, rack);
        common.sender.forget(early, Relay.authorized(prack.buildRequest(), early));
    }

    /** True when a challenge, or a longer session asked for, was answered with a new INVITE. */
    boolean answersChallenge(SipResponse response) {
        var challenged = leg;
        var refused = invite;
        if (challenged == null || refused == null || !challenged.asksAgain(response)) return false;
        send(Relay.openAgain(refused, challenged));
        return true;
    }

    /** It is answered: its dialog is the call's. */
    void connected(SipResponse response) {
        stopTimer();
        if (leg != null) leg.answered(response);
    }

    /** Takes the INVITE back; false when none is under way. The call hears of its end. */
    boolean cancel(@Nullable SipRequest because) {
        stopTimer();
        if (transaction == null) return false;
        transaction.cancel(because == null ? null : because.header(Headers.REASON));
        return true;
    }

    /** The same for one of whose end nobody wants to hear: an answer that comes all the same is ended by itself. */
    void giveUp(@Nullable SipRequest because) {
        close();
        cancel(because);
    }

    /** Nothing more of it matters to the call. */
    void close() {
        stopTimer();
        if (heard != null) heard.letGo();
    }

    private void waitForAWord() {
        after(common.services.settings().firstAnswerMillis(), new CallCommand.Silent(number));
    }

    private void after(long millis, CallCommand then) {
        stopTimer();
        timer = common.beginning.invite().loop().after(millis, () -> common.self.tell(then));
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
                sent.path.side(), sent.path.listenerName(), attempt.way().flow());
        heard = new Heard(common.self, common.sender, number, sent);
        transaction = common.services.edge().send(request, hops, options, heard);
        unheard = transaction;
    }
}
