package esg.sip.transaction;

import esg.sip.message.SipRequest;
import esg.sip.transport.Flow;
import org.jspecify.annotations.Nullable;

/** A request sent, over all the hops it is tried at (RFC 3261 §17.1, RFC 3263 §4.3). What it shows belongs to the latest hop. */
public interface ClientTransaction {
    /** The path it went; null when no hop could be tried. */
    @Nullable
    Flow flow();

    /**
     * Tries the next hop beside one that has said nothing at all, without waiting for its timers (RFC 3263 §4.3). On the loop.
     *
     * @return false when none is left, or a hop has the request already
     */
    boolean triesNextHop();

    /**
     * Gives an INVITE up: CANCEL now, or as soon as the peer has answered provisionally (RFC 3261 §9.1). The INVITE still ends by its
     * final response (487, or a 2xx that crossed), or by {@link ClientUser#onTimeout} 64*T1 later. Nothing happens to other methods and
     * after a final response. Any thread.
     *
     * @param reasonHeader value of a Reason header for the CANCEL (RFC 3326); null for none
     */
    void cancel(@Nullable String reasonHeader);

    /** The CANCEL that would take an INVITE back, with our Via; null when there is no INVITE to take back. On the loop. */
    @Nullable
    SipRequest cancellation();
}
