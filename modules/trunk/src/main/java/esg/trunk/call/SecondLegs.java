package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Relay;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ClientTransaction;
import esg.trunk.call.Dialogs.Party;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The callee's side: tries the attempts in order until one is answered, and ends its dialog. Attempts that ring together are tried at
 * once: the first that answers has the call, the others are taken back (RFC 3261 §16.7).
 */
final class SecondLegs implements Talking.End {
    private final Branch.Common common;
    private final List<Branch> live = new ArrayList<>();
    private @Nullable Branch lead; // whose dialog the caller speaks with
    private @Nullable Refusal refusal; // the best of those that ring together
    private EarlyAnswers early = new EarlyAnswers();
    private int last = -1; // attempt of those made so far
    private boolean together;
    private @Nullable SipRequest ack;
    private boolean connected;

    SecondLegs(ActorRef<CallCommand> self, CallServices services, Beginning beginning) {
        var sender = services.sender(beginning.invite().loop());
        this.common = new Branch.Common(self, services, beginning, sender);
    }

    boolean isCurrent(int attempt) {
        return branch(attempt) != null;
    }

    @Override
    public @Nullable Leg leg() {
        return lead == null ? null : lead.leg();
    }

    @Override
    public long inviteCseq() {
        return lead == null ? 0 : lead.inviteCseq();
    }

    /** Makes the next attempt, and those that ring together with it; the caller has seen to it that there is one. */
    void next() {
        lead(null);
        live.clear();
        refusal = null;
        early = new EarlyAnswers();
        var attempts = common.beginning().attempts();
        int first = last + 1;
        do last++;
        while (last + 1 < attempts.size() && attempts.get(last + 1).together());
        together = last > first;
        for (int attempt = first; attempt <= last; attempt++) live.add(new Branch(common, attempt, together));
        lead(live.getFirst());
        for (var branch : live) branch.locate();
        register(leg());
    }

    void located(int attempt, List<Hop> found) {
        var branch = branch(attempt);
        if (branch == null) return;
        branch.located(found);
        if (branch == lead) register(branch.leg());
    }

    /** See {@link Branch#answeredAtAll}. */
    @Nullable
    ClientTransaction answeredAtAll(int attempt) {
        var branch = branch(attempt);
        return branch == null ? null : branch.answeredAtAll();
    }

    boolean triesNextHop(int attempt) {
        var branch = branch(attempt);
        return branch != null && branch.triesNextHop();
    }

    /** See {@link Branch#triesContact}. */
    boolean triesContact(int attempt) {
        var branch = branch(attempt);
        if (branch == null) return false;
        boolean leads = branch == lead;
        if (leads) lead(null);
        boolean tries = branch.triesContact();
        if (leads) lead(branch);
        return tries;
    }

    /** Nothing came back: what may still come is not waited for, and ended when it comes. */
    void giveUp(int attempt) {
        var branch = branch(attempt);
        if (branch != null) branch.giveUp(null);
    }

    /**
     * An attempt came to nothing.
     *
     * @return what to tell the caller; null while others still ring
     */
    @Nullable
    Refusal refused(int attempt, Refusal why) {
        var branch = branch(attempt);
        if (branch == null) return null;
        branch.close();
        refusal = refusal == null ? why : refusal.orBetter(why);
        if (why.status() >= 600) giveUpAllBut(branch, null); // one speaks for all
        live.remove(branch);
        if (live.isEmpty()) return refusal;
        if (branch == lead) lead(live.getFirst());
        return null;
    }

    /** Those that ring have rung long enough. */
    void giveUpAll() {
        for (var branch : live) branch.giveUp(null);
        live.clear();
    }

    /** True when another attempt was begun because of this. */
    boolean triesAnother(Refusal because) {
        var attempts = common.beginning().attempts();
        if (last + 1 >= attempts.size()
                || !because.allowsAnother(attempts.get(last).failovercodes())) return false;
        next();
        return true;
    }

    /**
     * Notes an early dialog.
     *
     * @param endToEnd whether the caller acknowledges by itself what is to be acknowledged; never for one of several phones, whose numbers
     *     would get into each other's way
     */
    void ringing(int attempt, SipResponse response, boolean endToEnd) {
        var branch = branch(attempt);
        if (branch != null && branch.ringing(response) && !endToEnd) branch.acknowledgeProvisional(response);
    }

    /** Whether such an answer is passed to a caller who acknowledges it. */
    boolean isReliable(SipResponse response) {
        return !together && response.has(Headers.RSEQ) && response.hasToken(Headers.REQUIRE, "100rel");
    }

    /** How much of an answer the caller is told. */
    EarlyAnswers.Part told(SipResponse response) {
        return together ? early.of(response) : EarlyAnswers.Part.WHOLE;
    }

    /** True when a challenge was answered with a new INVITE. */
    boolean answersChallenge(int attempt, SipResponse response) {
        var branch = branch(attempt);
        return branch != null && branch.answersChallenge(response);
    }

    /** The first 2xx has the call. */
    void connected(int attempt, SipResponse response) {
        var branch = branch(attempt);
        if (branch == null) return;
        giveUpAllBut(branch, null);
        lead(branch);
        connected = true;
        branch.connected(response);
    }

    /** What the caller says in its ACK is the answer when it offered nothing before (RFC 3264 §5). */
    @Override
    public void acknowledged(SipRequest callers) {
        if (connected && ack == null) acknowledge(callers);
    }

    /** ACK for the 2xx, with the session of the caller's ACK where that is given. */
    void acknowledge(@Nullable SipRequest callers) {
        var leg = leg();
        if (leg == null) return;
        var begun = leg.ack(inviteCseq()).header(Headers.MAX_FORWARDS, "70");
        if (callers != null) begun.bodyOf(callers);
        ack = Relay.authorized(begun.buildRequest(), leg);
        common.sender().ack(leg, ack);
    }

    /** A 2xx of another fork, of an attempt given up, or ours once more (RFC 3261 §13.2.2.4). */
    @Override
    public void answeredAgain(int attempt, Leg given, SipResponse response) {
        if (!response.isSuccess()) return;
        if (isCurrent(attempt) && given == leg() && given.isFrom(response.toTag())) {
            if (ack != null) common.sender().ack(given, ack);
            return;
        }
        Heard.endGhost(common.sender(), given, response);
    }

    /**
     * Takes all INVITEs back.
     *
     * @param because the caller's CANCEL, whose Reason goes along (RFC 3326); null when it is our own doing
     * @return false when there is none whose end is to be waited for
     */
    boolean cancel(@Nullable SipRequest because) {
        var kept = live.stream()
                .filter(Branch::works)
                .findFirst()
                .orElse(lead); // one that says nothing would be waited for
        lead(kept);
        if (kept != null) giveUpAllBut(kept, because);
        if (kept != null && kept.cancel(because)) return true;
        live.clear(); // what is still being located is of no use any more
        return false;
    }

    @Override
    public void bye(@Nullable SipRequest because) {
        var confirmed = leg();
        if (!connected || confirmed == null) {
            common.self().tell(new CallCommand.HungUp());
            return;
        }
        if (ack == null) acknowledge(null); // §15: no BYE before the ACK
        Bye.send(common.sender(), confirmed, because, () -> common.self().tell(new CallCommand.HungUp()));
    }

    /** By CANCEL or BYE. */
    @Override
    public void abandon(Rejection why) {
        var confirmed = leg();
        if (connected && confirmed != null) Bye.send(common.sender(), confirmed, null, () -> {});
        else live.forEach(branch -> branch.giveUp(null));
    }

    @Override
    public void close() {
        live.forEach(Branch::close);
        lead(null);
    }

    private @Nullable Branch branch(int attempt) {
        for (var branch : live) if (branch.number() == attempt) return branch;
        return null;
    }

    private void giveUpAllBut(Branch kept, @Nullable SipRequest because) {
        for (var branch : List.copyOf(live)) {
            if (branch == kept) continue;
            branch.giveUp(because);
            live.remove(branch);
        }
    }

    /** Only its dialog is the call's: requests in others find nobody. */
    private void lead(@Nullable Branch next) {
        if (next == lead) return;
        var before = leg();
        if (before != null) common.services().dialogs().remove(before, Party.CALLEE, common.self());
        lead = next;
        register(leg());
    }

    private void register(@Nullable Leg leg) {
        if (leg != null) common.services().dialogs().add(leg, Party.CALLEE, common.self());
    }
}
