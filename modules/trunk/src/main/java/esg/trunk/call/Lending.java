package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Side;
import esg.trunk.call.CallCommand.Acked;
import esg.trunk.call.CallCommand.BorrowerGone;
import esg.trunk.call.CallCommand.Cancelled;
import esg.trunk.call.CallCommand.Described;
import esg.trunk.call.CallCommand.Dialled;
import esg.trunk.call.CallCommand.HangUp;
import esg.trunk.call.CallCommand.MediaLost;
import esg.trunk.call.CallCommand.OneWay;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.call.CallCommand.InDialog;
import esg.trunk.call.CallCommand.Lent;
import esg.trunk.call.CallCommand.Loan;
import esg.trunk.call.CallCommand.NotAcknowledged;
import esg.trunk.call.CallCommand.RangOut;
import esg.trunk.call.CallCommand.Relayed;
import esg.trunk.call.CallCommand.RelayLost;
import esg.trunk.call.CallCommand.Report;
import esg.trunk.call.CallCommand.Returned;
import esg.trunk.call.CallCommand.SecondLegAnswered;
import esg.trunk.call.CallCommand.SecondLegLocated;
import esg.trunk.call.CallCommand.SecondLegLost;
import esg.trunk.call.CallCommand.SecondLegTrying;
import esg.trunk.call.CallCommand.Silent;
import esg.trunk.call.CallCommand.Taken;
import esg.trunk.call.CallCommand.TransferCommand;
import esg.trunk.call.CallCommand.Unheard;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.leg.Bye;
import esg.domain.cdr.EndedBy;
import esg.trunk.leg.Leg;
import esg.trunk.leg.Refusal;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * A call that has lent its far end to another one, which is to be joined with it. Either it gets that back and goes on, or its own party is
 * let go. A leg at a provider still holds a trunk of this call's account wherever it is: then the call stays for as long as the other one.
 *
 * <pre>talking ──Borrow──▶ lent ──Returned──▶ talking
 *                       └──Taken──▶ held ──the other call ends──▶ stopped</pre>
 */
final class Lending {
    private final Talking call;
    private final Talking.Parts parts;
    private final Party party; // who speaks in both calls
    private final End away;
    private @Nullable HangUp hungUp; // why the call ends when it gets its end back

    Lending(Talking call, Talking.Parts parts, Party party) {
        this.call = call;
        this.parts = parts;
        this.party = party;
        this.away = parts.sides().of(party.other());
    }

    /** Gives the leg away. */
    Behavior<CallCommand> lent(ActorRef<CallCommand> borrower) {
        var leg = away.leg();
        if (leg == null) throw new IllegalStateException("nothing to lend");
        var descriptions = parts.descriptions();
        parts.sides().put(party.other(), new Gone(parts.self()));
        parts.watch().accept(borrower);
        borrower.tell(new Lent(new Loan(leg, descriptions.of(party.other()), descriptions.of(party), parts.self())));
        return lent(borrower, leg);
    }

    private Behavior<CallCommand> lent(ActorRef<CallCommand> borrower, Leg leg) {
        return call.listening(command -> switch (command) {
            case InDialog(Party _, ServerTransaction request) -> Talking.still(() -> received(request));
            case Returned(var dead) -> returned(leg, dead);
            case Taken() -> taken(borrower, leg);
            case BorrowerGone() -> Behaviors.same(); // it gives back what it has
            case HangUp hangUp ->
                Talking.still(() -> {
                    hungUp = hangUp;
                    borrower.tell(hangUp);
                });
            case Relayed(Passing passing, var response) ->
                Talking.still(() -> parts.inside().answered(passing, response));
            case RelayLost(Passing passing) ->
                Talking.still(() -> parts.inside().lost(passing));
            case TransferCommand other -> Talking.still(() -> Transfers.tooLate(other));
            case Acked _, Cancelled _, HungUp _, NotAcknowledged _, RangOut _, Report _, Silent _ -> Behaviors.same();
            case SecondLegAnswered _, SecondLegLocated _, SecondLegLost _, SecondLegTrying _ -> Behaviors.same();
            case OneWay _, Dialled _, Unheard _ -> Behaviors.same();
            case Described(Runnable then) -> Talking.still(then);
            case MediaLost(String why) ->
                Talking.still(() -> {
                    hungUp = new HangUp(why);
                    borrower.tell(new HangUp(why));
                });
        });
    }

    private void received(ServerTransaction request) {
        if (!Talking.isBye(request) || !parts.sides().has(party, request.request())) {
            Refusal.of(Rejection.GLARE).answer(request);
            return;
        }
        Talking.accept(request);
        hungUp = new HangUp(party.word() + " hung up", party.asEnder());
        parts.sides().of(party).close();
        parts.sides().put(party, new Gone(parts.self()));
    }

    private Behavior<CallCommand> returned(Leg leg, @Nullable String dead) {
        parts.sides().put(party.other(), away);
        parts.services()
                .dialogs()
                .add(leg, party.other(), parts.self(), parts.record().account());
        var why = dead == null ? hungUp : new HangUp(dead);
        return why == null ? call.talking() : call.end(why.why(), why.by());
    }

    private Behavior<CallCommand> taken(ActorRef<CallCommand> borrower, Leg leg) {
        var own = parts.sides().leg(party);
        if (own != null) Bye.send(parts.sender(), own, null, () -> {});
        parts.sides().of(party).close();
        parts.sides().put(party, new Gone(parts.self()));
        parts.record().ended(0, "joined with another call", EndedBy.TRANSFER);
        parts.keeper().over();
        return leg.path.side() == Side.OUTSIDE ? held(borrower) : call.over();
    }

    /** Only counted. */
    private Behavior<CallCommand> held(ActorRef<CallCommand> borrower) {
        return call.listening(command -> switch (command) {
            case BorrowerGone() -> call.over();
            case HangUp hangUp -> Talking.still(() -> borrower.tell(hangUp));
            case InDialog(Party _, ServerTransaction request) -> Talking.still(() -> Talking.hungUpAlready(request));
            case TransferCommand other -> Talking.still(() -> Transfers.tooLate(other));
            case Relayed _, RelayLost _ -> Behaviors.same();
            case Acked _, Cancelled _, HungUp _, NotAcknowledged _, RangOut _, Report _, Silent _ -> Behaviors.same();
            case SecondLegAnswered _, SecondLegLocated _, SecondLegLost _, SecondLegTrying _ -> Behaviors.same();
            case OneWay _, Dialled _, Unheard _ -> Behaviors.same();
            case Described(Runnable then) -> Talking.still(then);
            case MediaLost _ -> Behaviors.same();
        });
    }
}
