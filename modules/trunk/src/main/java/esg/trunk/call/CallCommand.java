package esg.trunk.call;

import esg.trunk.leg.Leg;
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

    /** Another node may be next in line for it now, see {@link StandBy}. */
    record Report() implements CallCommand {}

    /** The node ends this call: an administrator, a shutdown past its limit. */
    record HangUp(String why) implements CallCommand {}

    /** What it listens for while it is transferred. */
    sealed interface TransferCommand extends CallCommand {}

    /**
     * Whether the account has a trunk more for it.
     *
     * @param why not; null when it has
     */
    record Forked(@Nullable Rejection why) implements TransferCommand {}

    /** Something a transfer waited for has happened. */
    record Step(Runnable act) implements TransferCommand {}
}
