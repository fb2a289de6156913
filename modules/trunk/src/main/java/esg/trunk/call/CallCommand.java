package esg.trunk.call;

import esg.trunk.leg.Leg;
import esg.trunk.refer.Replaces;
import esg.domain.account.AccountId;
import esg.domain.cdr.EndedBy;
import esg.sip.transport.Side;
import org.apache.pekko.actor.typed.ActorRef;
import esg.domain.Rejection;
import esg.sip.locate.Hop;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.Dialogs.Party;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a call listens for: its two ends, its own requests and timers, and who looks after it. */
sealed interface CallCommand {
    /** The caller took the call back (RFC 3261 §9.2). */
    record Cancelled(SipRequest cancel) implements CallCommand {}

    /** A request inside one of the two dialogs; never ACK. */
    record InDialog(Party party, ServerTransaction request) implements CallCommand {}

    /** ACK for a 2xx of ours. */
    record Acked(Party party, SipRequest ack) implements CallCommand {}

    /** The {@code attempt}-th second leg is being worked on. */
    record SecondLegTrying(int attempt) implements CallCommand {}

    /** Nobody said a word to the {@code attempt}-th second leg for too long. */
    record Silent(int attempt) implements CallCommand {}

    /** An answer other than 100 to the INVITE of the {@code attempt}-th second leg. */
    record SecondLegAnswered(int attempt, Leg leg, SipResponse response) implements CallCommand {}

    /** Where the {@code attempt}-th second leg goes; empty when its name could not be resolved. */
    record SecondLegLocated(int attempt, List<Hop> hops) implements CallCommand {}

    /** The {@code attempt}-th second leg got no answer at all. */
    record SecondLegLost(int attempt, Rejection why) implements CallCommand {}

    /** The answer to a request carried over from one dialog to the other. */
    record Relayed(Passing passing, SipResponse response) implements CallCommand {}

    /** No answer to such a request. */
    record RelayLost(Passing passing) implements CallCommand {}

    /** A 2xx of ours was never acknowledged (RFC 3261 §13.3.1.4). */
    record NotAcknowledged(Party party) implements CallCommand {}

    /** The second leg rang longer than it may. */
    record RangOut(int attempt) implements CallCommand {}

    /** A BYE of ours was answered or given up. */
    record HungUp() implements CallCommand {}

    /** The media gateway has said what was asked of it. */
    record Described(Runnable then) implements CallCommand {}

    /** No media passes any more. */
    record MediaLost(String why) implements CallCommand {}

    /** Nothing has been heard of either party for as long as the media gateway waits. */
    record Unheard() implements CallCommand {}

    /** Nothing is heard of one party, though the other speaks. */
    record OneWay(Party dumb) implements CallCommand {}

    /** A party has pressed a key (RFC 4733), where media is ours. */
    record Dialled(Party by, char digit, int millis) implements CallCommand {}

    /** Another node may be next in line for it now, see {@link StandBy}. */
    record Report() implements CallCommand {}

    /** The node ends this call: an administrator, a shutdown past its limit, somebody whom it can hear no more. */
    record HangUp(String why, EndedBy by) implements CallCommand {
        HangUp(String why) {
            this(why, EndedBy.PLATFORM);
        }
    }

    /** What it listens for while it is transferred. */
    sealed interface TransferCommand extends CallCommand {}

    /**
     * Whether the account has a trunk more for it.
     *
     * @param why not; null when it has
     */
    record Forked(@Nullable Rejection why) implements TransferCommand {}

    /**
     * Another call is to be joined with this one, because somebody speaks in both (RFC 5589 §7): it asks for the other end, and is told
     * {@link Lent}.
     *
     * @param party whose dialog here is named
     * @param remoteTag of that party
     * @param side on which it speaks in the other call
     * @param anchored whether media of the other call passes the gateway
     */
    record Borrow(Party party, String remoteTag, Side side, boolean anchored, ActorRef<CallCommand> by)
            implements TransferCommand {}

    /** The other call's far end; null when it cannot be had. */
    record Lent(@Nullable Loan loan) implements TransferCommand {}

    /**
     * A leg on its way from one call to another: who has it uses it, the other one does not touch it.
     *
     * @param said of its media, to the party in its own call
     * @param told to it of that party's
     */
    record Loan(Leg leg, byte[] said, byte[] told, ActorRef<CallCommand> lender) {}

    /**
     * The lent leg is not needed: the call goes on as it was.
     *
     * @param dead why it does not; null when it does
     */
    record Returned(@Nullable String dead) implements TransferCommand {}

    /** The lent leg stays with the other call. */
    record Taken() implements TransferCommand {}

    /** The call that has the lent leg is over. */
    record BorrowerGone() implements TransferCommand {}

    /**
     * An INVITE that is to take the place of one party (RFC 3891).
     *
     * @param account it came by; null for one from the inside
     */
    record Replacing(
            Party party,
            Replaces replaces,
            ServerTransaction invite,
            @Nullable AccountId account) implements TransferCommand {}

    /** Something a transfer waited for has happened. */
    record Step(Runnable act) implements TransferCommand {}
}
