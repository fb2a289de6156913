package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Refusal;
import esg.domain.Rejection;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
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
import esg.trunk.call.Dialogs.Party;
import org.apache.pekko.actor.typed.Behavior;
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

    /** One end of the call. */
    interface End {
        /** The caller acknowledged the 2xx that began the call. */
        default void acknowledged(SipRequest ack) {}

        /** A 2xx came once more, or from elsewhere. */
        default void answeredAgain(int attempt, Leg leg, SipResponse response) {}

        /**
         * Ends the dialog; the call is told {@link HungUp} when nothing more is to be waited for.
         *
         * @param because see {@link Bye#send}
         */
        void bye(@Nullable SipRequest because);

        /** Ends whatever there is; nobody will be there to wait for an answer. */
        void abandon(Rejection why);

        /** The call is over: no request reaches it any more. */
        void close();
    }

    record Ends(End caller, End callee, Descriptions descriptions) {}

    /** What one message leads to. */
    interface Step {
        Behavior<CallCommand> on(CallCommand command);
    }

    private final CallBook book;
    private final CallRecord record;
    private final InsideDialog inside;
    private final CallKeeper keeper;
    private final Watches watches;
    private final End caller;
    private final End callee;
    private final Descriptions descriptions;
    private boolean over;

    Talking(CallBook book, CallRecord record, InsideDialog inside, CallKeeper keeper, Ends ends) {
        this.book = book;
        this.record = record;
        this.inside = inside;
        this.keeper = keeper;
        this.watches = new Watches(inside, keeper);
        this.caller = ends.caller;
        this.callee = ends.callee;
        this.descriptions = ends.descriptions;
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
            case InDialog(Party party, ServerTransaction request) ->
                isBye(request) ? hungUpBy(party, request) : still(() -> inside.received(party, request));
            case Relayed(Passing passing, SipResponse response) -> relayed(passing, response);
            case RelayLost(Passing passing) -> {
                inside.lost(passing);
                yield end("no answer to " + passing.method());
            }
            case NotAcknowledged(Party party) -> end("no ACK from the " + party.word());
            case HangUp(String why) -> end(why);
            case Described(Runnable then) -> still(then);
            case MediaLost(String why) -> end(why);
            case OneWay(Party dumb) -> still(() -> oneWay(dumb));
            case Dialled(Party by, char digit, int millis) -> still(() -> inside.dialled(by, digit, millis));
            case Report() -> still(keeper::report);
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) ->
                still(() -> callee.answeredAgain(attempt, leg, response));
            case SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same(); // of calls being set up
            case Cancelled _, RangOut _, Silent _, HungUp _ -> Behaviors.same();
        };
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
                still(() -> callee.answeredAgain(attempt, leg, response));
            case SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
            case Cancelled _, RangOut _, Silent _, Acked _, NotAcknowledged _, HangUp _, Report _ -> Behaviors.same();
            case Described _, MediaLost _, OneWay _, Dialled _ -> Behaviors.same();
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
                    if (signal instanceof PostStop && !over) abandon(503, Rejection.SHUTTING_DOWN);
                    return Behaviors.same();
                });
    }

    Behavior<CallCommand> broken(RuntimeException bug) {
        log.error("call failed callid={} account={}", record.id(), record.account(), bug);
        abandon(500, Rejection.INTERNAL_ERROR);
        return Behaviors.stopped();
    }

    /** The call stands, and has no media. */
    void lost(Rejection why) {
        inside.lost(why);
    }

    private void oneWay(Party dumb) {
        record.oneWay(dumb);
        log.warn("one-way audio dumb={} callid={} account={}", dumb.word(), record.id(), record.account());
    }

    private void acknowledged(Party party, SipRequest ack) {
        boolean again = inside.acknowledged(party, ack); // a re-INVITE
        if (!again && party == Party.CALLEE) return;
        keeper.acknowledged(ack);
        if (again) return;
        caller.acknowledged(ack);
        callee.acknowledged(ack);
    }

    private Behavior<CallCommand> relayed(Passing passing, SipResponse response) {
        inside.answered(passing, response);
        keeper.passed(passing, response);
        boolean dead = response.status() == 481 || response.status() == 408; // RFC 5057 §5.1
        return dead ? end(response.status() + " to " + passing.method()) : Behaviors.same();
    }

    private Behavior<CallCommand> hungUpBy(Party party, ServerTransaction bye) {
        accept(bye);
        record.ended(0, party.word() + " hung up");
        inside.close();
        var other = party == Party.CALLER ? callee : caller;
        other.bye(bye.request());
        return ending(1);
    }

    /** Ends both dialogs; the reason is logged once. */
    private Behavior<CallCommand> end(String why) {
        record.ended(0, why);
        log.info("call ended reason=\"{}\" callid={} account={}", why, record.id(), record.account());
        inside.close();
        caller.bye(null);
        callee.bye(null);
        return ending(2);
    }

    private void abandon(int code, Rejection why) {
        record.ended(code, why.text());
        caller.abandon(why);
        callee.abandon(why);
        close(why.text());
    }

    private void close(String why) {
        over = true;
        watches.stop();
        caller.close();
        callee.close();
        inside.close();
        descriptions.close();
        record.ended(0, why);
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
