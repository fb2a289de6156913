package esg.trunk.call;

import static esg.trunk.call.Talking.still;

import esg.trunk.leg.Leg;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.domain.cdr.EndedBy;
import esg.sip.locate.Hop;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Loop;
import esg.trunk.call.CallCommand.Acked;
import esg.trunk.call.CallCommand.Cancelled;
import esg.trunk.call.CallCommand.Described;
import esg.trunk.call.CallCommand.Dialled;
import esg.trunk.call.CallCommand.HangUp;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.call.CallCommand.InDialog;
import esg.trunk.call.CallCommand.MediaLost;
import esg.trunk.call.CallCommand.NotAcknowledged;
import esg.trunk.call.CallCommand.OneWay;
import esg.trunk.call.CallCommand.RangOut;
import esg.trunk.call.CallCommand.RelayLost;
import esg.trunk.call.CallCommand.Relayed;
import esg.trunk.call.CallCommand.Report;
import esg.trunk.call.CallCommand.SecondLegAnswered;
import esg.trunk.call.CallCommand.SecondLegLocated;
import esg.trunk.call.CallCommand.SecondLegLost;
import esg.trunk.call.CallCommand.SecondLegTrying;
import esg.trunk.call.CallCommand.Silent;
import esg.trunk.call.CallCommand.Unheard;
import esg.trunk.call.Descriptions.Then;
import esg.trunk.call.CallCommand.TransferCommand;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Body;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * One call: a back-to-back user agent between a provider and the inside. Runs on the I/O loop of its packets. Here it is set up or taken
 * back; from the answer on it is {@link Talking}.
 *
 * <pre>trying ──2xx──▶ talking ──BYE──▶ ending ──▶ stopped
 *   └──CANCEL──▶ cancelling ──487──▶ stopped</pre>
 */
public final class Call {
    private final CallBook book;
    private final CallRecord record;
    private final FirstLeg first;
    private final SecondLegs second;
    private final InsideDialog inside;
    private final Descriptions descriptions;
    private final CallKeeper keeper;
    private final Ringing ringing;
    private final Talking call;

    /** What a call is given, however it begins. */
    record Circumstances(CallServices services, Loop loop, OwnAccount account, CallRecord record) {}

    private Call(ActorContext<CallCommand> ctx, CallServices services, OwnAccount account, Beginning beginning) {
        this.book = services.book();
        this.record = beginning.record();
        this.first = new FirstLeg(ctx.getSelf(), services, beginning);
        var self = ctx.getSelf();
        var loop = beginning.invite().loop();
        this.descriptions =
                new Descriptions(Anchor.of(self, services.media(), beginning.record(), beginning.account()));
        descriptions.reach(Party.CALLER, beginning.invite().flow());
        this.second = new SecondLegs(self, services, beginning, descriptions);
        var sides = new Sides(first, second, beginning.options().rel100());
        var circumstances = new Circumstances(services, loop, account, record);
        var parts = Talking.Parts.of(ctx, circumstances, sides, descriptions);
        this.inside = parts.inside();
        this.ringing =
                new Ringing(first, second, descriptions, beginning.options().earlymedia());
        this.keeper = parts.keeper();
        this.call = new Talking(parts);
    }

    static Behavior<CallCommand> create(CallServices services, OwnAccount account, Beginning beginning) {
        return Behaviors.setup(ctx -> new Call(ctx, services, account, beginning).begin(ctx.getSelf(), beginning));
    }

    private Behavior<CallCommand> begin(ActorRef<CallCommand> self, Beginning beginning) {
        book.opened(record, self);
        try {
            keeper.begun(beginning.invite());
            second.next();
            first.open(); // may find the call cancelled already
            return trying();
        } catch (RuntimeException bug) {
            return call.broken(bug);
        }
    }

    private Behavior<CallCommand> trying() {
        return call.listening(command -> switch (command) {
            case SecondLegTrying(int attempt) -> still(() -> worksOn(attempt));
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) ->
                second.isCurrent(attempt)
                        ? answered(attempt, response)
                        : still(() -> second.answeredAgain(attempt, leg, response));
            case SecondLegLocated(int attempt, List<Hop> hops) -> still(() -> second.located(attempt, hops));
            case SecondLegLost(int attempt, Rejection why) ->
                second.isCurrent(attempt) ? lost(attempt, why) : Behaviors.same();
            case Silent(int attempt) -> second.isCurrent(attempt) ? silent(attempt) : Behaviors.same();
            case RangOut(int attempt) -> second.isCurrent(attempt) ? ringOut() : Behaviors.same();
            case Cancelled(SipRequest cancel) -> giveUp("cancelled by the caller", EndedBy.CALLER, cancel);
            case HangUp(String why, EndedBy by) -> giveUp(why, by, null);
            case InDialog(Party party, ServerTransaction request)
            when Talking.isBye(request) -> {
                if (party == Party.CALLER && first.endsFork(request)) yield Behaviors.same();
                Talking.accept(request);
                yield giveUp(party.word() + " hung up before the answer", party.asEnder(), request.request());
            }
            case InDialog(Party party, ServerTransaction request) -> still(() -> inside.received(party, request));
            case Relayed(Passing passing, SipResponse response) -> still(() -> inside.answered(passing, response));
            case RelayLost(Passing passing) -> still(() -> inside.lost(passing));
            case Report() -> still(keeper::report);
            case NotAcknowledged _ -> noPrack();
            case Described(Runnable then) -> still(then);
            case MediaLost(String why) -> giveUp(why, EndedBy.PLATFORM, null);
            case Acked _, HungUp _, OneWay _, Dialled _, Unheard _ -> Behaviors.same(); // it may ring for long
            case TransferCommand transfer -> still(() -> Transfers.tooLate(transfer));
        });
    }

    private Behavior<CallCommand> answered(int attempt, SipResponse response) {
        if (response.isProvisional()) return ring(attempt, response);
        if (response.isSuccess()) return connect(attempt, response);
        if (second.asksAgain(attempt, response) || second.follows(attempt, response)) return Behaviors.same();
        return refused(
                attempt,
                switch (response.status()) {
                    case 401, 407 -> Refusal.of(Rejection.BAD_CREDENTIALS_AT_PROVIDER);
                    case 422 -> Refusal.of(Rejection.NO_SESSION_INTERVAL); // ours to settle, whatever the caller's is
                    default -> Refusal.of(response);
                });
    }

    /** The caller is answered; the far end may still have to say so. */
    private Behavior<CallCommand> cancelling() {
        return call.listening(command -> switch (command) {
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response)
            when !second.isCurrent(attempt) -> still(() -> second.answeredAgain(attempt, leg, response));
            case SecondLegAnswered(int _, Leg _, SipResponse response)
            when response.isProvisional() -> Behaviors.same();
            case SecondLegAnswered(int attempt, Leg _, SipResponse response)
            when response.isSuccess() -> {
                second.connected(attempt, response); // §9.1: the 200 crossed our CANCEL; no ghost call may stay
                second.bye(null);
                yield call.ending(1);
            }
            case SecondLegAnswered _, SecondLegLost _ -> call.over();
            case InDialog(Party _, ServerTransaction request) -> still(() -> Talking.hungUpAlready(request));
            case Relayed(Passing passing, SipResponse response) -> still(() -> inside.answered(passing, response));
            case RelayLost(Passing passing) -> still(() -> inside.lost(passing));
            case Cancelled _, Acked _, RangOut _, Silent _, NotAcknowledged _, HungUp _ -> Behaviors.same();
            case HangUp _, Report _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
            case Described _, MediaLost _, OneWay _, Dialled _, Unheard _ -> Behaviors.same();
            case TransferCommand transfer -> still(() -> Transfers.tooLate(transfer));
        });
    }

    private void worksOn(int attempt) {
        var invite = second.answeredAtAll(attempt);
        if (invite != null) keeper.rings(invite);
    }

    private Behavior<CallCommand> ring(int attempt, SipResponse response) {
        worksOn(attempt);
        ringing.heard(attempt, response);
        if (response.status() != 199) record.ringing(); // RFC 6228: there it rings no more
        return Behaviors.same();
    }

    private Behavior<CallCommand> connect(int attempt, SipResponse response) {
        second.connected(attempt, response);
        if (first.offered()) second.acknowledge(); // else the caller's ACK carries the answer (RFC 3264 §5)
        var session = ringing.session(response);
        ringing.describe(session, Then.of(body -> connect(response, session, body), this::notDescribed));
        return call.talking();
    }

    private void connect(SipResponse response, SipResponse session, Body body) {
        first.connect(response, new FirstLeg.Session(session, body), second.fork());
        call.connected();
        record.answered();
        keeper.answered();
    }

    private void notDescribed(Rejection why) {
        record.ended(why.status(), why.text(), EndedBy.PLATFORM);
        first.fail(why);
        inside.lost(why); // the call stands, and has no media
    }

    private Behavior<CallCommand> refused(int attempt, Refusal why) {
        var refusal = second.refused(attempt, why);
        return refusal == null ? Behaviors.same() : refusedBy(refusal);
    }

    /** Nobody rings any more. */
    private Behavior<CallCommand> refusedBy(Refusal refusal) {
        if (second.triesAnother(refusal)) return Behaviors.same();
        record.ended(refusal.status(), refusal.text(), CallBook.by(refusal));
        first.refuse(refusal);
        return call.over();
    }

    private Behavior<CallCommand> lost(int attempt, Rejection why) {
        return second.triesContact(attempt) ? Behaviors.same() : refused(attempt, Refusal.lost(why));
    }

    private Behavior<CallCommand> silent(int attempt) {
        if (second.triesNextHop(attempt) || second.triesContact(attempt)) return Behaviors.same();
        second.giveUp(attempt);
        return refused(attempt, Refusal.lost(Rejection.NO_ANSWER));
    }

    private Behavior<CallCommand> ringOut() {
        second.giveUpAll();
        return refusedBy(Refusal.of(Rejection.NO_ANSWER));
    }

    /** RFC 3262 §3. */
    private Behavior<CallCommand> noPrack() {
        record.ended(Rejection.NO_PRACK.status(), Rejection.NO_PRACK.text(), EndedBy.TIMEOUT);
        first.abandon(Rejection.NO_PRACK);
        inside.close();
        return second.cancel(null) ? cancelling() : call.over();
    }

    private Behavior<CallCommand> giveUp(String why, EndedBy by, @Nullable SipRequest because) {
        record.ended(487, why, by);
        first.terminate();
        inside.close();
        return second.cancel(because) ? cancelling() : call.over();
    }
}
