package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Prack;
import esg.trunk.leg.ProvisionalOrder;
import esg.trunk.leg.Relay;
import esg.domain.Rejection;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.SendOptions;
import esg.sip.transport.Cancellable;
import esg.sip.transport.Flow;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/** One attempt under way: an INVITE of ours, from finding where it goes to its final answer. Several are when phones ring together. */
final class Branch {
    /** What all attempts of a call have in common; {@code opened} is run when one of them has a leg. */
    record Common(
            ActorRef<CallCommand> self,
            CallServices services,
            Beginning beginning,
            LegSender sender,
            Descriptions descriptions,
            Runnable opened) {}

    private final Common common;
    private final int number;
    private final boolean together;
    private Attempt attempt;
    private @Nullable Leg root; // dialog of the INVITE, and of its first fork
    private @Nullable Leg leg; // of the fork that spoke last
    private Map<String, Leg> others = Map.of(); // further forks, by their tags
    private @Nullable SipRequest invite;
    private @Nullable ClientTransaction transaction;
    private @Nullable ClientTransaction unheard; // the same, until somebody has said a word
    private @Nullable Heard heard;
    private List<Hop> hops = List.of();
    private @Nullable Cancellable timer; // first without any answer, then ringing
    private @Nullable ProvisionalOrder order;
    private CallFacts.@Nullable Far far;
    private boolean works;
    private boolean closed;

    /**
     * Does nothing yet.
     *
     * @param number of the attempt
     * @param attempt what it tries
     * @param together whether others ring as well
     */
    Branch(Common common, int number, Attempt attempt, boolean together) {
        this.common = common;
        this.number = number;
        this.together = together;
        this.attempt = attempt;
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
        var flow = found.isEmpty() ? null : SecondInvite.flow(common.services, attempt.way(), found.getFirst());
        if (flow == null) {
            lost(Rejection.PROVIDER_UNREACHABLE);
            return;
        }
        hops = found;
        common.descriptions.reach(Party.CALLEE, flow);
        var caller = common.beginning.invite().request();
        common.descriptions.offer(Party.CALLER, caller, Then.of(body -> invite(flow, body), this::lost));
    }

    private void lost(Rejection why) {
        common.self.tell(new CallCommand.SecondLegLost(number, why));
    }

    private void invite(Flow flow, Body body) {
        if (closed) return; // while the media gateway was asked
        var invitation = SecondInvite.write(common.services, common.beginning.invite(), attempt, flow, body);
        root = leg = invitation.leg();
        common.opened.run();
        var sent = attempt.sent(invitation.leg().callId, CallOpening.peer(flow));
        far = sent;
        common.beginning.record().secondLeg(sent);
        waitForAWord();
        boolean asked = !together && common.beginning.asksForReliable(attempt);
        send(asked ? invitation.request() : Relay.withoutReliable(invitation.request()));
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
        var flow = transaction.flow();
        if (far != null && flow != null) reached(far.at(CallOpening.peer(flow)));
        waitForAWord();
        return true;
    }

    private void reached(CallFacts.Far there) {
        far = there;
        common.beginning.record().reached(there);
    }

    /** True when nobody was at the other end of a connection, and the INVITE goes to where he says he is. */
    boolean triesContact() {
        if (works || !attempt.way().mayBeGone()) return false;
        giveUp(null);
        closed = false;
        attempt = attempt.withoutFlow();
        root = leg = null;
        transaction = null;
        locate();
        return true;
    }

    /** Whether a reliable answer is the next one. */
    boolean inOrder(SipResponse response) {
        if (order == null) order = new ProvisionalOrder();
        return order.isNext(response);
    }

    /** Notes an early dialog. */
    void ringing(SipResponse response) {
        if (response.toTag() != null) speaks(response);
    }

    /** Each fork has its dialog (RFC 3261 §12.1.2, §13.2.2.4). */
    private void speaks(SipResponse response) {
        var first = root;
        var tag = response.toTag();
        if (first == null) return;
        if (tag == null || !first.hasDialog() || first.isFrom(tag)) {
            first.answered(response);
            leg = first;
            return;
        }
        if (others.isEmpty()) others = new HashMap<>(2);
        var fork = others.computeIfAbsent(tag, _ -> first.fork(response));
        fork.answered(response);
        leg = fork;
    }

    /** PRACK of our own. */
    void acknowledgeProvisional(SipResponse response) {
        var early = leg;
        if (early != null && early.hasDialog()) Prack.send(common.sender, early, response);
    }

    /** True when the far end wants to answer reliably (421), and a new INVITE lets it. */
    boolean offersReliable(SipResponse response) {
        var refused = invite;
        var asked = root;
        if (response.status() != 421 || !response.hasToken(Headers.REQUIRE, "100rel")) return false;
        if (refused == null || asked == null || Relay.offers(refused, "100rel")) return false;
        if (!common.beginning.asksForReliable(attempt)) return false;
        send(Relay.offeringReliable(refused, asked));
        return true;
    }

    /** True when a challenge, or a longer session asked for, was answered with a new INVITE. */
    boolean answersChallenge(SipResponse response) {
        var challenged = root;
        var refused = invite;
        if (challenged == null || refused == null || !challenged.asksAgain(response)) return false;
        send(Relay.openAgain(refused, challenged));
        return true;
    }

    /** It is answered: its dialog is the call's. */
    void connected(SipResponse response) {
        stopTimer();
        if (far != null) reached(far);
        speaks(response);
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
        closed = true;
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
        order = null;
        others = Map.of();
        leg = root;
        var sent = leg;
        if (sent == null) return;
        var options = new SendOptions(
                sent.path.side(), sent.path.listenerName(), attempt.way().flow());
        heard = new Heard(common.self, common.sender, number, sent);
        transaction = common.services.edge().send(request, hops, options, heard);
        unheard = transaction;
    }
}
