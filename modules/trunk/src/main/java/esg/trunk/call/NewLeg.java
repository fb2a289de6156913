package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.locate.Hop;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.Restated;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Leg;
import esg.trunk.leg.Body;
import esg.trunk.leg.Refusal;
import esg.trunk.leg.Relay;
import esg.trunk.refer.ReferTo.Callee;
import esg.trunk.refer.Replaces;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Somebody who is called because a REFER names him: INVITEs of ours, one way after the other, until one is answered. */
final class NewLeg implements Successor {
    /**
     * What a REFER asks for.
     *
     * @param referrer who sent it, in whose place the new leg steps
     * @param numbers of attempts, each given once in this call
     */
    record Asked(Party referrer, Leg leg, ServerTransaction refer, Callee callee, IntSupplier numbers) {}

    private final Talking.Parts parts;
    private final Asked asked;
    private final List<Attempt> ways;
    private final Outcome outcome;
    private byte[] offer = {};
    private int tried;
    private @Nullable Branch branch;
    private @Nullable Leg known; // to the table of dialogs
    private @Nullable Standing standing;

    NewLeg(Talking.Parts parts, Asked asked, List<Attempt> ways, Outcome outcome) {
        this.parts = parts;
        this.asked = asked;
        this.ways = ways;
        this.outcome = outcome;
    }

    @Override
    public void offer(byte[] sdp) {
        offer = sdp;
        next();
    }

    @Override
    public byte[] told() {
        return offer;
    }

    private void next() {
        int number = asked.numbers().getAsInt();
        var way = ways.get(tried++);
        var invite = new Restated(asked.refer(), invite(), parts.loop());
        var served = parts.account().served();
        var beginning = new Beginning(invite, asked.leg(), List.of(way), parts.record(), served, _ -> {});
        // What it is offered is said already as it has to be.
        var plain = new Descriptions(null);
        var common =
                new Branch.Common(parts.self(), parts.services(), beginning, parts.sender(), plain, this::register);
        branch = new Branch(common, number, way, false);
        branch.locate();
    }

    /** What the new INVITE says beside what is written anew for each leg. */
    private SipRequest invite() {
        var refer = asked.refer().request();
        var dialog = asked.leg().state();
        var begun = MessageBuilder.request("INVITE", refer.requestUriText())
                .header(Headers.FROM, dialog.local())
                .header(Headers.TO, dialog.local())
                .header(Headers.CALL_ID, dialog.callId())
                .header(Headers.CSEQ, "1 INVITE")
                .copy(refer, Headers.REFERRED_BY);
        var replaces = asked.callee().replaces();
        if (replaces != null) begun.header(Replaces.HEADER, replaces.toString()).header(Headers.REQUIRE, "replaces");
        return begun.body(Body.SDP, offer).buildRequest();
    }

    boolean is(int attempt) {
        return branch != null && branch.number() == attempt;
    }

    void located(List<Hop> hops) {
        if (branch != null) branch.located(hops);
    }

    void trying() {
        if (branch != null) branch.answeredAtAll();
    }

    void answered(Leg given, SipResponse response) {
        var current = branch;
        if (current == null) return;
        if (standing != null) standing.answeredAgain(current.number(), given, response);
        else if (response.isProvisional()) ringing(current, response);
        else if (response.isSuccess()) connected(current, response);
        else if (!current.answersChallenge(response) && !current.offersReliable(response)) refused(refusal(response));
    }

    private static void ringing(Branch current, SipResponse response) {
        current.answeredAtAll();
        boolean reliable = Relay.isReliable(response);
        if (reliable && !current.inOrder(response)) return;
        current.ringing(response);
        if (reliable) current.acknowledgeProvisional(response);
    }

    private static Refusal refusal(SipResponse response) {
        boolean challenge = response.status() == 401 || response.status() == 407;
        return challenge ? Refusal.of(Rejection.BAD_CREDENTIALS_AT_PROVIDER) : Refusal.of(response);
    }

    private void connected(Branch current, SipResponse response) {
        var leg = current.leg();
        if (leg == null) return;
        current.connected(response);
        var begun = leg.ack(current.inviteCseq()).header(Headers.MAX_FORWARDS, "70");
        var ack = Relay.authorized(begun.buildRequest(), leg);
        var sender = parts.sender();
        sender.ack(leg, ack);
        standing = new Standing(
                parts.self(), parts.services().dialogs(), sender, parts.record().account(), asked.referrer(), leg, ack);
        outcome.answered(response.body());
    }

    void lost(Rejection why) {
        if (branch == null) return;
        if (!branch.triesContact()) refused(Refusal.lost(why));
    }

    void silent() {
        if (branch == null || branch.triesNextHop()) return;
        if (branch.triesContact()) return;
        branch.giveUp(null);
        refused(Refusal.lost(Rejection.NO_ANSWER));
    }

    void rangOut() {
        if (branch == null || standing != null) return;
        undo();
        outcome.refused(Rejection.NO_ANSWER.status(), Rejection.NO_ANSWER.phrase());
    }

    private void refused(Refusal why) {
        if (branch != null) branch.close();
        branch = null;
        if (tried < ways.size() && why.allowsAnother(ways.get(tried - 1).failovercodes())) {
            next();
            return;
        }
        forget();
        outcome.refused(why.status(), why.phrase());
    }

    @Override
    public boolean has(SipRequest request) {
        return known != null && known.localTag.equals(request.toTag());
    }

    @Override
    public End end() {
        if (standing == null) throw new IllegalStateException("not answered yet");
        return standing;
    }

    @Override
    public void undo() {
        if (standing != null) Bye.send(parts.sender(), standing.leg(), null, () -> {});
        else if (branch != null) branch.giveUp(null);
        branch = null;
        forget();
    }

    private void register() {
        var leg = branch == null ? null : branch.leg();
        if (leg == known) return;
        forget();
        known = leg;
        if (leg != null)
            parts.services()
                    .dialogs()
                    .add(leg, asked.referrer(), parts.self(), parts.record().account());
    }

    private void forget() {
        if (known != null) parts.services().dialogs().remove(known, asked.referrer(), parts.self());
        known = null;
    }
}
