package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Loop;
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
import java.util.Map;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rest of a call whose node has died: both ends hear where we are, and from then on it is a call like any other. It was answered
 * before, so nothing of setting up a call is here.
 */
final class AdoptedCall {
    private static final Logger log = LoggerFactory.getLogger(AdoptedCall.class);
    private static final byte[] SILENT = {};

    /** The callee's leg, which stands. */
    private record Standing(Leg leg) implements InsideDialog.CalleeSide {
        @Override
        public long inviteCseq() {
            return 0; // its INVITE is long answered: no PRACK can name it
        }
    }

    private final ActorContext<CallCommand> ctx;
    private final CallServices services;
    private final Map<Party, Leg> legs;
    private final CallRecord record;
    private final InsideDialog inside;
    private final CallKeeper keeper;
    private final LegSender sender;
    private boolean over;

    private AdoptedCall(ActorContext<CallCommand> ctx, CallServices services, CallState call, Map<Party, Leg> legs) {
        this.ctx = ctx;
        this.services = services;
        this.legs = legs;
        this.record = CallRecord.of(call);
        this.sender = new LegSender(services);
        var callee = new Standing(leg(Party.CALLEE));
        this.inside = new InsideDialog(ctx.getSelf(), services, leg(Party.CALLER), callee);
        this.keeper = new CallKeeper(services, record, leg(Party.CALLER), callee);
    }

    /** @param loop on which it runs */
    static Behavior<CallCommand> create(CallServices services, CallState call, Map<Party, Leg> legs, Loop loop) {
        return Behaviors.setup(ctx -> new AdoptedCall(ctx, services, call, legs).begin(call, loop));
    }

    private Behavior<CallCommand> begin(CallState call, Loop loop) {
        services.book().opened(record);
        keeper.adopted(call);
        var self = ctx.getSelf();
        for (var party : Party.values()) {
            services.dialogs().add(leg(party), party, self);
            var sdp = call.sdp().getOrDefault(party.other(), SILENT);
            Refresh.send(sender, loop, leg(party), sdp, why -> self.tell(new HangUp(party.word() + ": " + why)));
        }
        log.info("call adopted callid={} account={}", record.id(), record.account());
        return talking();
    }

    private Behavior<CallCommand> talking() {
        return listening(command -> switch (command) {
            case Acked(Party party, SipRequest ack) -> {
                if (inside.acknowledged(party, ack)) keeper.acknowledged(party, ack);
                yield Behaviors.same();
            }
            case InDialog(Party party, ServerTransaction request) -> inDialog(party, request);
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
            case HungUp _ -> Behaviors.same();
            case Cancelled _, RangOut _, Silent _, SecondLegAnswered _ -> Behaviors.same(); // of calls being set up
            case SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
        });
    }

    /** @param byes of ours that are not answered yet */
    private Behavior<CallCommand> ending(int byes) {
        return listening(command -> switch (command) {
            case HungUp() -> byes > 1 ? ending(byes - 1) : ended();
            case InDialog(Party _, ServerTransaction request) -> {
                Call.hungUpAlready(request);
                yield Behaviors.same();
            }
            case Relayed(Passing passing, SipResponse response) -> {
                inside.answered(passing, response);
                yield Behaviors.same();
            }
            case RelayLost(Passing passing) -> {
                inside.lost(passing);
                yield Behaviors.same();
            }
            case Acked _, NotAcknowledged _, HangUp _, Cancelled _, RangOut _, Silent _ -> Behaviors.same();
            case SecondLegAnswered _, SecondLegLost _, SecondLegLocated _, SecondLegTrying _ -> Behaviors.same();
        });
    }

    private Behavior<CallCommand> inDialog(Party party, ServerTransaction request) {
        if (!Call.isBye(request)) {
            inside.received(party, request);
            return Behaviors.same();
        }
        Call.accept(request);
        record.ended(0, party.word() + " hung up");
        inside.close();
        bye(party.other(), request.request());
        return ending(1);
    }

    /** Ends both legs; the reason is logged once. */
    private Behavior<CallCommand> end(String why) {
        record.ended(0, why);
        log.info("call ended reason=\"{}\" callid={} account={}", why, record.id(), record.account());
        inside.close();
        for (var party : Party.values()) bye(party, null);
        return ending(Party.values().length);
    }

    private void bye(Party party, @Nullable SipRequest because) {
        var self = ctx.getSelf();
        Bye.send(sender, leg(party), because, () -> self.tell(new HungUp()));
    }

    private Behavior<CallCommand> ended() {
        close("ended");
        return Behaviors.stopped();
    }

    private void close(String why) {
        over = true;
        inside.close();
        for (var party : Party.values()) services.dialogs().remove(leg(party), party, ctx.getSelf());
        record.ended(0, why);
        keeper.over();
        services.book().closed(record);
    }

    private Behavior<CallCommand> listening(Call.Step step) {
        return Behaviors.receive(
                (_, command) -> {
                    try {
                        return step.on(command);
                    } catch (RuntimeException bug) {
                        log.error("call failed callid={} account={}", record.id(), record.account(), bug);
                        abandon(Rejection.INTERNAL_ERROR);
                        return Behaviors.stopped();
                    }
                },
                (_, signal) -> {
                    if (signal instanceof PostStop && !over) abandon(Rejection.SHUTTING_DOWN);
                    return Behaviors.same();
                });
    }

    private void abandon(Rejection why) {
        for (var party : Party.values()) Bye.send(sender, leg(party), null, () -> {});
        close(why.text());
    }

    private Leg leg(Party party) {
        var leg = legs.get(party);
        if (leg == null) throw new IllegalStateException("no leg of the " + party.word());
        return leg;
    }
}
