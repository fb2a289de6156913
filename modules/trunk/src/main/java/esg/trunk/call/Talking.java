package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.LegSender;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.domain.cdr.EndedBy;
import esg.sip.locate.Hop;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Loop;
import esg.trunk.call.CallCommand.Acked;
import esg.trunk.call.CallCommand.Borrow;
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
import esg.trunk.call.CallCommand.TransferCommand;
import esg.trunk.call.Dialogs.Party;
import java.util.List;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call from its answer to its end, however it came to be answered: requests cross between its two dialogs, and when one of them ends,
 * so does the other.
 */
final class Talking {
    private static final Logger log = LoggerFactory.getLogger(Talking.class);

    /** What a call consists of. */
    record Parts(
            ActorRef<CallCommand> self,
            CallServices services,
            Loop loop,
            OwnAccount account,
            CallRecord record,
            Sides sides,
            Descriptions descriptions,
            InsideDialog inside,
            CallKeeper keeper,
            Consumer<ActorRef<CallCommand>> watch) {
        /** Those of the call that is this actor; {@code sides} and {@code descriptions} are what it begins with. */
        static Parts of(
                ActorContext<CallCommand> ctx, Call.Circumstances call, Sides sides, Descriptions descriptions) {
            var self = ctx.getSelf();
            return new Parts(
                    self,
                    call.services(),
                    call.loop(),
                    call.account(),
                    call.record(),
                    sides,
                    descriptions,
                    new InsideDialog(self, call.services(), call.loop(), sides, descriptions),
                    new CallKeeper(call.services(), call.record(), sides, descriptions),
                    other -> ctx.watchWith(other, new CallCommand.BorrowerGone()));
        }

        LegSender sender() {
            return services.sender(loop);
        }
    }

    /** What one message leads to. */
    interface Step {
        Behavior<CallCommand> on(CallCommand command);
    }

    private final Parts parts;
    private final CallBook book;
    private final CallRecord record;
    private final InsideDialog inside;
    private final CallKeeper keeper;
    private final Watches watches;
    private final Sides sides;
    private final Descriptions descriptions;
    private final Transfers transfers;
    private final End answered; // who took the call, whoever is there now
    private boolean over;

    Talking(Parts parts) {
        this.parts = parts;
        this.book = parts.services.book();
        this.record = parts.record;
        this.inside = parts.inside;
        this.keeper = parts.keeper;
        this.sides = parts.sides;
        this.descriptions = parts.descriptions;
        this.watches = new Watches(inside, keeper);
        this.transfers = new Transfers(parts);
        sides.whenChanged(watches::begin);
        this.answered = sides.of(Party.CALLEE);
    }

    Behavior<CallCommand> talking() {
        watches.begin();
        return listening(command -> {
            watches.heard(command);
            return talked(command);
        });
    }

    private Behavior<CallCommand> talked(CallCommand command) {
        return switch (command) {
            case Acked(Party party, SipRequest ack) -> still(() -> acknowledged(party, ack));
            case InDialog(Party party, ServerTransaction request) -> inDialog(party, request);
            case Relayed(Passing passing, SipResponse response) -> relayed(passing, response);
            case RelayLost(Passing passing) -> {
                inside.lost(passing);
                yield end("no answer to " + passing.method(), EndedBy.TIMEOUT);
            }
            case NotAcknowledged(Party party) -> end("no ACK from the " + party.word(), EndedBy.TIMEOUT);
            case HangUp(String why, EndedBy by) -> end(why, by);
            case Described(Runnable then) -> still(then);
            case MediaLost(String why) -> end(why, EndedBy.PLATFORM);
            case OneWay(Party dumb) -> still(() -> oneWay(dumb));
            case Dialled(Party by, char digit, int millis) -> still(() -> inside.dialled(by, digit, millis));
            case Report() -> still(keeper::report);
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) ->
                still(() -> transfers.answered(attempt, leg, response, answered));
            case SecondLegLocated(int attempt, List<Hop> hops) -> still(() -> transfers.located(attempt, hops));
            case SecondLegLost(int attempt, Rejection why) -> still(() -> transfers.lost(attempt, why));
            case SecondLegTrying(int attempt) -> still(() -> transfers.trying(attempt));
            case Silent(int attempt) -> still(() -> transfers.silent(attempt));
            case RangOut(int attempt) -> still(() -> transfers.rangOut(attempt));
            case Borrow borrow -> transfers.mayLend(borrow) ? lend(borrow) : Behaviors.same();
            case TransferCommand transfer -> still(() -> transfers.on(transfer));
            case Cancelled(SipRequest _) ->
                sides.of(Party.CALLER).takesBack() ? end("cancelled by the caller", EndedBy.CALLER) : Behaviors.same();
            case Unheard() -> end("no media from either end", EndedBy.TIMEOUT);
            case HungUp() -> Behaviors.same();
        };
    }

    private Behavior<CallCommand> lend(Borrow borrow) {
        inside.close();
        watches.stop();
        return new Lending(this, parts, borrow.party()).lent(borrow.by());
    }

    /** Ends both dialogs; the reason is logged once. */
    Behavior<CallCommand> end(String why, EndedBy by) {
        record.ended(0, why, by);
        log.info("call ended reason=\"{}\" callid={} account={}", why, record.id(), record.account());
        inside.close();
        transfers.stop();
        sides.of(Party.CALLER).bye(null);
        sides.of(Party.CALLEE).bye(null);
        return ending(2);
    }

    /** @param byes of ours that are not answered yet; 0 once the call is over */
    Behavior<CallCommand> ending(int byes) {
        watches.stop();
        return listening(command -> switch (command) {
            case HungUp() ->
                switch (byes) {
                    case 0 -> Behaviors.stopped();
                    case 1 -> over();
                    default -> ending(byes - 1);
                };
            case InDialog(Party _, ServerTransaction request) -> still(() -> hungUpAlready(request));
            case Relayed(Passing passing, SipResponse response) -> still(() -> inside.answered(passing, response));
            case RelayLost(Passing passing) -> still(() -> inside.lost(passing));
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) ->
                still(() -> answered.answeredAgain(attempt, leg, response));
            case TransferCommand transfer -> still(() -> Transfers.tooLate(transfer));
            case SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
            case Cancelled _, RangOut _, Silent _, Acked _, NotAcknowledged _, HangUp _, Report _ -> Behaviors.same();
            case Described _, MediaLost _, OneWay _, Dialled _, Unheard _ -> Behaviors.same();
        });
    }

    /**
     * The actor's end: both dialogs are. What came in for them until now is still answered, a BYE that crossed ours say: the message by which
     * it stops stands behind that.
     */
    Behavior<CallCommand> over() {
        close("ended");
        return Behaviors.setup(ctx -> {
            ctx.getSelf().tell(new HungUp());
            return ending(0);
        });
    }

    /** An error inside must not leave half a call standing: both ends are told, in whatever state they are. */
    Behavior<CallCommand> listening(Step step) {
        return Behaviors.receive(
                (_, command) -> {
                    try {
                        return step.on(command);
                    } catch (RuntimeException bug) {
                        return broken(bug);
                    }
                },
                (_, signal) -> {
                    if (signal instanceof PostStop && !over) abandon(503, Rejection.SHUTTING_DOWN, EndedBy.NODE);
                    return Behaviors.same();
                });
    }

    Behavior<CallCommand> broken(RuntimeException bug) {
        log.error("call failed callid={} account={}", record.id(), record.account(), bug);
        abandon(500, Rejection.INTERNAL_ERROR, EndedBy.PLATFORM);
        return Behaviors.stopped();
    }

    /** The caller has its answer, in the dialog that is the call's from now on. */
    void connected() {
        watches.begin(Party.CALLER);
    }

    private void oneWay(Party dumb) {
        record.oneWay(dumb);
        log.warn("one-way audio dumb={} callid={} account={}", dumb.word(), record.id(), record.account());
    }

    private Behavior<CallCommand> inDialog(Party party, ServerTransaction request) {
        if (transfers.takes(party, request)) return Behaviors.same();
        return isBye(request) ? hungUpBy(party, request) : still(() -> inside.received(party, request));
    }

    private void acknowledged(Party party, SipRequest ack) {
        boolean again = inside.acknowledged(party, ack); // a re-INVITE
        if (!again && sides.of(party).confirms(ack)) return;
        if (!again && party == Party.CALLEE) return;
        keeper.acknowledged(ack);
        if (again) return;
        sides.of(Party.CALLER).acknowledged(ack);
        sides.of(Party.CALLEE).acknowledged(ack);
    }

    private Behavior<CallCommand> relayed(Passing passing, SipResponse response) {
        inside.answered(passing, response);
        keeper.passed(passing, response);
        return switch (response.status()) { // RFC 5057 §5.1
            case 408 -> end("408 to " + passing.method(), EndedBy.TIMEOUT);
            case 481 -> end("481 to " + passing.method(), passing.from().other().asEnder());
            default -> Behaviors.same();
        };
    }

    private Behavior<CallCommand> hungUpBy(Party party, ServerTransaction bye) {
        accept(bye);
        record.ended(0, party.word() + " hung up", party.asEnder());
        inside.close();
        transfers.stop();
        if (party == Party.CALLER) sides.of(party).takesBack();
        sides.of(party.other()).bye(bye.request());
        return ending(1);
    }

    private void abandon(int code, Rejection why, EndedBy by) {
        record.ended(code, why.text(), by);
        transfers.stop();
        sides.of(Party.CALLER).abandon(why);
        sides.of(Party.CALLEE).abandon(why);
        close(why.text());
    }

    private void close(String why) {
        over = true;
        watches.stop();
        transfers.stop();
        sides.of(Party.CALLER).close();
        sides.of(Party.CALLEE).close();
        inside.close();
        if (record.isAnswered()) record.said(descriptions.kept());
        descriptions.close();
        record.ended(0, why, EndedBy.PLATFORM);
        keeper.over();
        book.closed(record);
    }

    static boolean isBye(ServerTransaction request) {
        return request.request().method().equals("BYE");
    }

    static void accept(ServerTransaction request) {
        request.respond(request.response(200, "OK").buildResponse());
    }

    static void hungUpAlready(ServerTransaction request) {
        if (isBye(request)) accept(request);
        else Refusal.of(Rejection.NO_DIALOG).answer(request);
    }

    static Behavior<CallCommand> still(Runnable step) {
        step.run();
        return Behaviors.same();
    }
}
