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
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * The callee's side: tries the attempts in order until one is answered, and ends its dialog. Attempts that ring together are tried at
 * once: the first that answers has the call, the others are taken back (RFC 3261 §16.7).
 */
final class SecondLegs implements End {
    private final Branch.Common common;
    private final List<Attempt> attempts; // made and to be made
    private final @Nullable Redirects redirects; // null when they are not followed
    private final List<Branch> live = new ArrayList<>();
    private @Nullable Branch lead; // whose dialog the caller speaks with
    private @Nullable Refusal refusal; // the best of those that ring together
    private @Nullable Refusal before; // of places the same redirection named
    private EarlyAnswers early = new EarlyAnswers();
    private int last = -1; // attempt of those made so far
    private boolean together;
    private @Nullable SipRequest ack;
    private boolean connected;
    private boolean redirected;

    SecondLegs(ActorRef<CallCommand> self, CallServices services, Beginning beginning, Descriptions descriptions) {
        var sender = services.sender(beginning.invite().loop());
        this.common = new Branch.Common(self, services, beginning, sender, descriptions, () -> register(leg()));
        this.attempts = new ArrayList<>(beginning.attempts());
        this.redirects = beginning.redirects();
    }

    boolean isCurrent(int attempt) {
        return branch(attempt) != null;
    }

    @Override
    public @Nullable Leg leg() {
        return lead == null ? null : lead.leg();
    }

    /** The fork that spoke last, or answered; null when several phones ring, whose answers the caller is not told apart. */
    @Nullable
    Leg fork() {
        return together ? null : leg();
    }

    private long inviteCseq() {
        return lead == null ? 0 : lead.inviteCseq();
    }

    /** Makes the next attempt, and those that ring together with it; the caller has seen to it that there is one. */
    void next() {
        lead(null);
        live.clear();
        refusal = null;
        early = new EarlyAnswers();
        int first = last + 1;
        do last++;
        while (last + 1 < attempts.size() && attempts.get(last + 1).together());
        together = last > first;
        for (int attempt = first; attempt <= last; attempt++)
            live.add(new Branch(common, attempt, attempts.get(attempt), together));
        lead(live.getFirst());
        for (var branch : live) branch.locate();
    }

    void located(int attempt, List<Hop> found) {
        var branch = branch(attempt);
        if (branch != null) branch.located(found);
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
        if (live.isEmpty()) return before == null ? refusal : before.orBetter(refusal);
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
        if (last + 1 >= attempts.size()
                || !because.allowsAnother(attempts.get(last).failovercodes())) return false;
        if (redirected) before = because;
        next();
        return true;
    }

    /** True when an answer led to other places (RFC 3261 §8.1.3.4), the first of which is tried now. */
    boolean follows(int attempt, SipResponse response) {
        var branch = branch(attempt);
        if (branch == null || redirects == null) return false;
        var more = redirects.of(response, attempts.get(attempt));
        if (more.isEmpty()) return false;
        branch.close();
        attempts.addAll(last + 1, more);
        redirected = true;
        next();
        return true;
    }

    /** Whether a reliable answer is the next one (RFC 3262 §4). */
    boolean inOrder(int attempt, SipResponse response) {
        var branch = branch(attempt);
        return branch != null && branch.inOrder(response);
    }

    /** Notes an early dialog. */
    void ringing(int attempt, SipResponse response) {
        var branch = branch(attempt);
        if (branch != null) branch.ringing(response);
    }

    /** PRACK of our own. */
    void acknowledgeProvisional(int attempt, SipResponse response) {
        var branch = branch(attempt);
        if (branch != null) branch.acknowledgeProvisional(response);
    }

    /** How much of an answer the caller is told. */
    EarlyAnswers.Part told(SipResponse response) {
        return together ? early.of(response) : EarlyAnswers.Part.WHOLE;
    }

    /** True when a challenge or another condition was met with a new INVITE. */
    boolean asksAgain(int attempt, SipResponse response) {
        var branch = branch(attempt);
        return branch != null && (branch.answersChallenge(response) || branch.offersReliable(response));
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
        if (!connected || ack != null) return;
        common.descriptions()
                .answer(
                        Party.CALLER,
                        callers,
                        Then.of(
                                body -> acknowledge(callers, body),
                                why -> common.self().tell(new CallCommand.MediaLost(why.text()))));
    }

    /** ACK for the 2xx, which says nothing more. */
    void acknowledge() {
        acknowledge(null, Body.RECEIVED);
    }

    /** With what the caller's ACK says. */
    private void acknowledge(@Nullable SipRequest callers, Body body) {
        var leg = leg();
        if (leg == null) return;
        var begun = leg.ack(inviteCseq()).header(Headers.MAX_FORWARDS, "70");
        if (callers != null) body.put(begun, callers);
        ack = Relay.authorized(begun.buildRequest(), leg);
        common.sender().ack(leg, ack);
    }

    /** A 2xx of another fork, of an attempt given up, or ours once more (RFC 3261 §13.2.2.4). */
    @Override
    public void answeredAgain(int attempt, Leg given, SipResponse response) {
        if (!response.isSuccess()) return;
        var answered = leg();
        if (answered != null
                && isCurrent(attempt)
                && answered.localTag.equals(given.localTag)
                && answered.isFrom(response.toTag())) {
            if (ack != null) common.sender().ack(answered, ack);
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
        if (ack == null) acknowledge(); // §15: no BYE before the ACK
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
        if (leg == null) return;
        var account = common.beginning().record().account();
        common.services().dialogs().add(leg, Party.CALLEE, common.self(), account);
    }
}
