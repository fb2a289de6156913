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
import esg.trunk.call.CallCommand.HangUp;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.call.CallCommand.InDialog;
import esg.trunk.call.CallCommand.NotAcknowledged;
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

    record Ends(End caller, End callee) {}

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
    private boolean over;

    Talking(CallBook book, CallRecord record, InsideDialog inside, CallKeeper keeper, Ends ends) {
        this.book = book;
        this.record = record;
        this.inside = inside;
        this.keeper = keeper;
        this.watches = new Watches(inside, keeper);
        this.caller = ends.caller;
        this.callee = ends.callee;
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
            case Report() -> still(keeper::report);
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) ->
                still(() -> callee.answeredAgain(attempt, leg, response));
            case SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same(); // of calls being set up
            case Cancelled _, RangOut _, Silent _, HungUp _ -> Behaviors.same();
        };
    }

    /** @param byes of ours that are not answered yet */
    Behavior<CallCommand> ending(int byes) {
        watches.stop();
        return listening(command -> switch (command) {
            case HungUp() -> byes > 1 ? ending(byes - 1) : over();
            case InDialog(Party _, ServerTransaction request) -> still(() -> hungUpAlready(request));
            case Relayed(Passing passing, SipResponse response) -> still(() -> inside.answered(passing, response));
            case RelayLost(Passing passing) -> still(() -> inside.lost(passing));
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) ->
                still(() -> callee.answeredAgain(attempt, leg, response));
            case SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
            case Cancelled _, RangOut _, Silent _, Acked _, NotAcknowledged _, HangUp _, Report _ -> Behaviors.same();
        });
    }

    /** The actor's end: both dialogs are. */
    Behavior<CallCommand> over() {
        close("ended");
        return Behaviors.stopped();
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

    private void acknowledged(Party party, SipRequest ack) {
        boolean again = inside.acknowledged(party, ack); // a re-INVITE
        if (!again && party == Party.CALLEE) return;
        keeper.acknowledged(party, ack);
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
