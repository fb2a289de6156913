package esg.trunk.call;

import esg.domain.Rejection;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.CallCommand.HungUp;
import esg.trunk.call.Dialogs.Party;
import esg.trunk.call.EarlyDialogs.Early;
import esg.trunk.leg.Bye;
import esg.trunk.leg.Leg;
import esg.trunk.leg.RAck;
import org.jspecify.annotations.Nullable;

/** One end of the call. */
interface End {
    /** Its dialog, or what is to become one; null while there is none. */
    @Nullable
    Leg leg();

    /** The early dialog that a request concerns; null when there is one dialog only. */
    default @Nullable Early early(Party from, SipRequest request) {
        return null;
    }

    /**
     * Takes a PRACK of the caller for a reliable answer to the INVITE that began the call.
     *
     * @param other the other leg as it is now
     * @return what the PRACK says in that leg; null when it was answered here
     */
    default @Nullable RAck passes(ServerTransaction prack, @Nullable Leg other) {
        return null;
    }

    /** The caller acknowledged the 2xx that began the call. */
    default void acknowledged(SipRequest ack) {}

    /** True when it gives up a call that was answered, before it could hear of that (RFC 3261 §9.2). */
    default boolean takesBack() {
        return false;
    }

    /** Whether it acknowledged a 2xx of ours by which it has joined the call later. */
    default boolean confirms(SipRequest ack) {
        return false;
    }

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
