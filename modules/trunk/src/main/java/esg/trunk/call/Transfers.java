package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.locate.Hop;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.CallCommand.Borrow;
import esg.trunk.call.CallCommand.BorrowerGone;
import esg.trunk.call.CallCommand.Forked;
import esg.trunk.call.CallCommand.HangUp;
import esg.trunk.call.CallCommand.Lent;
import esg.trunk.call.CallCommand.Loan;
import esg.trunk.call.CallCommand.Replacing;
import esg.trunk.call.CallCommand.Returned;
import esg.trunk.call.CallCommand.Step;
import esg.trunk.call.CallCommand.Taken;
import esg.trunk.call.CallCommand.TransferCommand;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Leg;
import esg.trunk.leg.Refusal;
import esg.trunk.refer.ReferTo;
import esg.trunk.refer.ReferTo.Callee;
import esg.trunk.refer.Referral;
import esg.trunk.refer.Reoffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The transfers of one call (REF-01..03): takes what is theirs from what the call hears. One at a time, and not for ever. */
final class Transfers {
    private static final int MOST = 5; // people who transfer in circles
    private static final int FIRST_ATTEMPT = 1_000; // a call's own INVITEs are numbered from 0

    /** A referrer that was let go, until it has hung up. */
    final class Leaving {
        private final Leg leg;
        private final End end;

        private Leaving(Leg leg, End end) {
            this.leg = leg;
            this.end = end;
        }

        /** Ends its dialog, where it has not done that itself. */
        void leave() {
            if (!leaving.remove(this)) return;
            Bye.send(parts.sender(), leg, null, () -> {});
            end.close();
        }

        private void hungUp() {
            leaving.remove(this);
            end.close();
        }
    }

    private final Talking.Parts parts;
    private final List<Leaving> leaving = new ArrayList<>(1);
    private final Set<String> referred = new HashSet<>(2); // tags of dialogs with a REFER
    private @Nullable Transfer current;
    private @Nullable Replacement replacement;
    private int accepted;
    private int attempt = FIRST_ATTEMPT;

    Transfers(Talking.Parts parts) {
        this.parts = parts;
    }

    /** True when a request is none that crosses the call. */
    boolean takes(Party from, ServerTransaction request) {
        if (!parts.sides().has(from, request.request())) {
            stray(request);
            return true;
        }
        if (request.request().method().equals("REFER")) {
            refer(from, request);
            return true;
        }
        if (replacement != null && replacement.waits(request)) return true;
        var transfer = current;
        if (transfer == null) return false;
        return Talking.isBye(request) ? transfer.outlives(from, request) : transfer.waits(request);
    }

    private void refer(Party from, ServerTransaction refer) {
        var leg = parts.sides().leg(from);
        if (leg == null) return;
        if (!leg.inOrder(refer.request())) {
            Refusal.of(Rejection.OUT_OF_ORDER).answer(refer);
            return;
        }
        switch (ReferTo.read(refer.request())) {
            case ReferTo.Refused(Rejection why) -> Refusal.of(why).answer(refer);
            case Callee callee -> {
                var why = objection(from, leg, callee);
                if (why != null) Refusal.of(why).answer(refer);
                else accept(new NewLeg.Asked(from, leg, refer, callee, () -> attempt++));
            }
        }
    }

    private @Nullable Rejection objection(Party from, Leg leg, Callee callee) {
        if (!Referred.isNear(
                callee, leg, parts.account(), parts.record().account().d())) return Rejection.REFER_TO_HOST;
        if (isBusy()) return Rejection.REFER_PENDING;
        if (accepted >= MOST) return Rejection.TOO_MANY_TRANSFERS;
        return parts.descriptions().of(from.other()).length == 0 ? Rejection.UNSUPPORTED_MEDIA : null;
    }

    private void accept(NewLeg.Asked asked) {
        accepted++;
        boolean first = referred.add(asked.leg().localTag);
        var referral = new Referral(parts.sender(), asked.leg(), asked.refer(), first);
        referral.accept(parts.services().settings().ringMillis() / 1_000 + 60);
        var transfer = new Transfer(this, parts, asked, referral);
        current = transfer;
        transfer.begin();
    }

    /** Of a dialog that is not, or no more, an end of the call. */
    private void stray(ServerTransaction request) {
        if (current != null && current.takes(request)) return;
        var tag = request.request().toTag();
        for (var one : leaving) {
            if (!one.leg.localTag.equals(tag)) continue;
            if (Talking.isBye(request)) one.hungUp();
            Talking.hungUpAlready(request);
            return;
        }
        Refusal.of(Rejection.NO_DIALOG).answer(request);
    }

    /** @param callee who took the call when it began */
    void answered(int number, Leg leg, SipResponse response, End callee) {
        var own = leg(number);
        if (own != null) own.answered(leg, response);
        else if (number < FIRST_ATTEMPT) callee.answeredAgain(number, leg, response);
        else again(number, leg, response);
    }

    /** To an INVITE of a transfer that is over, one way or the other. */
    private void again(int number, Leg leg, SipResponse response) {
        for (var party : Party.values()) {
            if (!leg.equals(parts.sides().leg(party))) continue;
            parts.sides().of(party).answeredAgain(number, leg, response);
            return;
        }
        if (response.isSuccess()) Heard.endGhost(parts.sender(), leg, response);
    }

    void located(int number, List<Hop> hops) {
        var own = leg(number);
        if (own != null) own.located(hops);
    }

    void lost(int number, Rejection why) {
        var own = leg(number);
        if (own != null) own.lost(why);
    }

    void trying(int number) {
        var own = leg(number);
        if (own != null) own.trying();
    }

    void silent(int number) {
        var own = leg(number);
        if (own != null) own.silent();
    }

    void rangOut(int number) {
        var own = leg(number);
        if (own != null) own.rangOut();
    }

    private @Nullable NewLeg leg(int number) {
        return current == null ? null : current.leg(number);
    }

    void on(TransferCommand command) {
        switch (command) {
            case Forked forked -> {
                if (current != null) current.forked(forked);
            }
            case Lent(var loan) -> lent(loan);
            case Replacing replacing -> replace(replacing);
            case Step(Runnable act) -> act.run();
            case Borrow _, Returned _, Taken _, BorrowerGone _ -> {} // of a call that lends
        }
    }

    /** What a call hears that is not talking: it is set up still, or over. */
    static void tooLate(TransferCommand command) {
        switch (command) {
            case Borrow borrow -> borrow.by().tell(new Lent(null));
            case Lent(var loan) -> giveBack(loan);
            case Replacing replacing -> Refusal.of(Rejection.NO_DIALOG).answer(replacing.invite());
            case Forked _, Step _, Returned _, Taken _, BorrowerGone _ -> {}
        }
    }

    private static void giveBack(@Nullable Loan loan) {
        if (loan != null) loan.lender().tell(new Returned(null));
    }

    private void lent(@Nullable Loan loan) {
        var transfer = current;
        if (transfer == null) giveBack(loan);
        else if (loan == null) transfer.notLent();
        else transfer.lent(loan);
    }

    /** Whether the other end may be had; who asks is told when not. */
    boolean mayLend(Borrow borrow) {
        var leg = parts.sides().leg(borrow.party());
        boolean may = !isBusy()
                && !parts.inside().offering()
                && leg != null
                && leg.isFrom(borrow.remoteTag())
                && leg.path.side() == borrow.side()
                && parts.descriptions().isAnchored() == borrow.anchored() // MED-05
                && parts.sides().leg(borrow.party().other()) != null;
        if (!may) borrow.by().tell(new Lent(null));
        return may;
    }

    private boolean isBusy() {
        return current != null || replacement != null;
    }

    private void replace(Replacing asked) {
        var leg = parts.sides().leg(asked.party());
        var why = leg == null || !fits(asked, leg)
                ? Rejection.NO_DIALOG
                : asked.replaces().earlyOnly()
                        ? Rejection.DIALOG_CONFIRMED
                        : isBusy() || parts.inside().offering() ? Rejection.REFER_PENDING : null;
        if (why != null) {
            Refusal.of(why).answer(asked.invite());
            return;
        }
        replacement = new Replacement(this, parts, asked);
        replacement.begin();
    }

    private boolean fits(Replacing asked, Leg leg) {
        var account = asked.account();
        return leg.isFrom(asked.replaces().fromTag())
                && leg.path.side() == asked.invite().flow().listener().side()
                && (account == null || account.equals(parts.record().account()));
    }

    void ended(Replacement one) {
        if (replacement == one) replacement = null;
    }

    /** Tells an end more of the other's media, where its answer said more than was offered before. */
    void tell(End end, byte[] sdp) {
        tell(end, sdp, _ -> {});
    }

    /** @param answered given what the end says to that */
    void tell(End end, byte[] sdp, Consumer<byte[]> answered) {
        var leg = end.leg();
        if (leg == null) return;
        var inside = parts.inside();
        Reoffer.send(parts.sender(), leg, sdp, inside::offering, new Reoffer.Outcome() {
            @Override
            public void accepted(SipResponse response) {
                parts.self().tell(new Step(() -> answered.accept(response.body())));
            }

            @Override
            public void refused(int status, String phrase) {
                if (status == 408 || status == 481) parts.self().tell(new HangUp(status + " to INVITE"));
            }
        });
    }

    Leaving letGo(Leg leg, End end) {
        var one = new Leaving(leg, end);
        leaving.add(one);
        return one;
    }

    void ended(Transfer transfer) {
        if (current == transfer) current = null;
    }

    /** The call ends. */
    void stop() {
        if (current != null) current.stop();
        if (replacement != null) replacement.stop();
        for (var one : List.copyOf(leaving)) one.leave();
    }
}
