package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.locate.Hop;
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
import esg.trunk.call.CallCommand.SecondLegAnswered;
import esg.trunk.call.CallCommand.SecondLegLocated;
import esg.trunk.call.CallCommand.SecondLegLost;
import esg.trunk.call.CallCommand.SecondLegTrying;
import esg.trunk.call.CallCommand.Silent;
import esg.trunk.call.Dialogs.Party;
import java.util.List;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: a back-to-back user agent between a provider and the inside. Runs on the I/O loop of its packets.
 *
 * <pre>trying ──2xx──▶ talking ──BYE──▶ ending ──▶ stopped
 *   └──CANCEL──▶ cancelling ──487──▶ stopped</pre>
 */
public final class Call {
    private static final Logger log = LoggerFactory.getLogger(Call.class);
    private final CallServices services;
    private final CallRecord record;
    private final FirstLeg first;
    private final SecondLegs second;
    private final InsideDialog inside;
    private final SipRequest invite;
    private final CallKeeper keeper;
    private boolean over;

    private Call(ActorContext<CallCommand> ctx, CallServices services, Beginning beginning) {
        this.services = services;
        this.record = beginning.record();
        this.first = new FirstLeg(ctx.getSelf(), services, beginning);
        this.second = new SecondLegs(ctx.getSelf(), services, beginning);
        this.inside = new InsideDialog(ctx.getSelf(), services, beginning.caller(), second);
        this.invite = beginning.invite().request();
        this.keeper = new CallKeeper(services, record, beginning.caller(), second);
    }

    static Behavior<CallCommand> create(CallServices services, Beginning beginning) {
        return Behaviors.setup(ctx -> new Call(ctx, services, beginning).begin(beginning));
    }

    private Behavior<CallCommand> begin(Beginning beginning) {
        services.book().opened(record);
        try {
            keeper.begun(beginning.invite());
            second.next();
            first.open(); // may find the call cancelled already
            return trying();
        } catch (RuntimeException bug) {
            return broken(bug);
        }
    }

    private Behavior<CallCommand> trying() {
        return listening(command -> switch (command) {
            case SecondLegTrying(int attempt) -> still(() -> second.answeredAtAll(attempt));
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) ->
                second.isCurrent(attempt) ? answered(attempt, response) : stray(attempt, leg, response);
            case SecondLegLocated(int attempt, List<Hop> hops) -> still(() -> second.located(attempt, hops));
            case SecondLegLost(int attempt, Rejection why) ->
                second.isCurrent(attempt) ? refused(Refusal.lost(why)) : Behaviors.same();
            case Silent(int attempt) -> second.isCurrent(attempt) ? silent() : Behaviors.same();
            case RangOut(int attempt) -> second.isCurrent(attempt) ? ringOut() : Behaviors.same();
            case Cancelled(SipRequest cancel) -> giveUp("cancelled by the caller", cancel);
            case HangUp(String why) -> giveUp(why, null);
            case InDialog(Party party, ServerTransaction request)
            when isBye(request) -> {
                accept(request);
                yield giveUp(party.word() + " hung up before the answer", request.request());
            }
            case InDialog(Party party, ServerTransaction request) -> still(() -> inside.received(party, request));
            case Relayed(Passing passing, SipResponse response) -> still(() -> inside.answered(passing, response));
            case RelayLost(Passing passing) -> still(() -> inside.lost(passing));
            case Acked _, NotAcknowledged _, HungUp _ -> Behaviors.same();
        });
    }

    private Behavior<CallCommand> answered(int attempt, SipResponse response) {
        if (response.isProvisional()) return ring(attempt, response);
        if (response.isSuccess()) return connect(response);
        if (response.status() != 401 && response.status() != 407) return refused(Refusal.of(response));
        return second.answersChallenge(response)
                ? Behaviors.same()
                : refused(Refusal.of(Rejection.BAD_CREDENTIALS_AT_PROVIDER));
    }

    /** The caller is answered; the far end may still have to say so. */
    private Behavior<CallCommand> cancelling() {
        return listening(command -> switch (command) {
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response)
            when !second.isCurrent(attempt) -> stray(attempt, leg, response);
            case SecondLegAnswered(int _, Leg _, SipResponse response)
            when response.isProvisional() -> Behaviors.same();
            case SecondLegAnswered(int _, Leg _, SipResponse response)
            when response.isSuccess() -> {
                second.connected(response); // §9.1: the 200 crossed our CANCEL; no ghost call may stay
                second.bye(null);
                yield ending(1);
            }
            case SecondLegAnswered _, SecondLegLost _ -> ended();
            case InDialog(Party _, ServerTransaction request) -> hungUpAlready(request);
            case Relayed(Passing passing, SipResponse response) -> still(() -> inside.answered(passing, response));
            case RelayLost(Passing passing) -> still(() -> inside.lost(passing));
            case Cancelled _, Acked _, RangOut _, Silent _, NotAcknowledged _, HungUp _ -> Behaviors.same();
            case HangUp _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
        });
    }

    private Behavior<CallCommand> talking() {
        return listening(command -> switch (command) {
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) -> stray(attempt, leg, response);
            case Acked(Party party, SipRequest ack) -> acknowledged(party, ack);
            case InDialog(Party party, ServerTransaction request) ->
                isBye(request) ? hungUpBy(party, request) : still(() -> inside.received(party, request));
            case Relayed(Passing passing, SipResponse response) -> {
                inside.answered(passing, response);
                keeper.passed(passing, response);
                boolean dead = response.status() == 481 || response.status() == 408; // RFC 5057 §5.1
                yield dead ? end(response.status() + " to " + passing.method()) : Behaviors.same();
            }
            case RelayLost(Passing passing) -> {
                inside.lost(passing);
                yield end("no answer to " + passing.method());
            }
            case NotAcknowledged(Party party) -> end("no ACK from the " + party.word());
            case HangUp(String why) -> end(why);
            case SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
            case Cancelled _, RangOut _, Silent _, HungUp _ -> Behaviors.same();
        });
    }

    /** @param byes of ours that are not answered yet */
    private Behavior<CallCommand> ending(int byes) {
        return listening(command -> switch (command) {
            case HungUp() -> byes > 1 ? ending(byes - 1) : ended();
            case InDialog(Party _, ServerTransaction request) -> hungUpAlready(request);
            case SecondLegAnswered(int attempt, Leg leg, SipResponse response) -> stray(attempt, leg, response);
            case Relayed(Passing passing, SipResponse response) -> still(() -> inside.answered(passing, response));
            case RelayLost(Passing passing) -> still(() -> inside.lost(passing));
            case Cancelled _, Acked _, SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
            case RangOut _, Silent _, NotAcknowledged _, HangUp _ -> Behaviors.same();
        });
    }

    private Behavior<CallCommand> ring(int attempt, SipResponse response) {
        second.answeredAtAll(attempt);
        boolean reliable = second.ringing(response);
        boolean endToEnd = reliable && first.knows100rel();
        if (reliable && !endToEnd) second.acknowledgeProvisional(response);
        first.ring(response, endToEnd);
        record.ringing();
        return Behaviors.same();
    }

    private Behavior<CallCommand> connect(SipResponse response) {
        second.connected(response);
        first.connect(response);
        if (first.offered()) second.acknowledge(null); // else the caller's ACK carries the answer (RFC 3264 §5)
        record.answered();
        keeper.answered(invite, response);
        return talking();
    }

    private Behavior<CallCommand> refused(Refusal refusal) {
        if (second.triesAnother(refusal)) return Behaviors.same();
        record.ended(refusal.status(), refusal.text());
        first.refuse(refusal);
        return ended();
    }

    private Behavior<CallCommand> silent() {
        if (second.triesNextHop()) return Behaviors.same();
        second.giveUp();
        return refused(Refusal.lost(Rejection.NO_ANSWER));
    }

    private Behavior<CallCommand> ringOut() {
        second.cancel(null);
        var refusal = Refusal.of(Rejection.NO_ANSWER);
        record.ended(refusal.status(), refusal.text());
        first.refuse(refusal);
        return cancelling();
    }

    private Behavior<CallCommand> giveUp(String why, @Nullable SipRequest because) {
        record.ended(487, why);
        first.terminate();
        inside.close();
        return second.cancel(because) ? cancelling() : ended();
    }

    private Behavior<CallCommand> acknowledged(Party party, SipRequest ack) {
        if (inside.acknowledged(party, ack)) {
            keeper.acknowledged(party, ack);
            return Behaviors.same();
        }
        if (party == Party.CALLEE) return Behaviors.same();
        first.acknowledged();
        keeper.acknowledged(party, ack);
        if (second.awaitsAck()) second.acknowledge(ack);
        return Behaviors.same();
    }

    private Behavior<CallCommand> hungUpBy(Party party, ServerTransaction bye) {
        accept(bye);
        record.ended(0, party.word() + " hung up");
        inside.close();
        if (party == Party.CALLER) second.bye(bye.request());
        else first.bye(bye.request());
        return ending(1);
    }

    /** Ends both legs; the reason is logged once. */
    private Behavior<CallCommand> end(String why) {
        record.ended(0, why);
        log.info("call ended reason=\"{}\" callid={} account={}", why, record.id(), record.account());
        inside.close();
        first.bye(null);
        second.bye(null);
        return ending(2);
    }

    private Behavior<CallCommand> ended() {
        close("ended");
        return Behaviors.stopped();
    }

    private void close(String why) {
        over = true;
        first.close();
        second.close();
        inside.close();
        record.ended(0, why);
        keeper.over();
        services.book().closed(record);
    }

    private Behavior<CallCommand> stray(int attempt, Leg leg, SipResponse response) {
        second.strayAnswer(attempt, response, leg);
        return Behaviors.same();
    }

    static boolean isBye(ServerTransaction request) {
        return request.request().method().equals("BYE");
    }

    static void accept(ServerTransaction request) {
        request.respond(request.response(200, "OK").buildResponse());
    }

    static Behavior<CallCommand> hungUpAlready(ServerTransaction request) {
        if (isBye(request)) accept(request);
        else Refusal.of(Rejection.NO_DIALOG).answer(request);
        return Behaviors.same();
    }

    private static Behavior<CallCommand> still(Runnable step) {
        step.run();
        return Behaviors.same();
    }

    interface Step {
        Behavior<CallCommand> on(CallCommand command);
    }

    /** An error inside must not leave half a call standing: both legs are ended, whatever their state. */
    private Behavior<CallCommand> listening(Step step) {
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

    private Behavior<CallCommand> broken(RuntimeException bug) {
        log.error("call failed callid={} account={}", record.id(), record.account(), bug);
        abandon(500, Rejection.INTERNAL_ERROR);
        return Behaviors.stopped();
    }

    private void abandon(int code, Rejection why) {
        record.ended(code, why.text());
        first.abandon(why);
        second.abandon();
        close(why.text());
    }
}
