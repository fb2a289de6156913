package esg.sip.transaction;

import esg.sip.transport.Flow;

/**
 * Whether a response may go to the {@code maddr} of a Via instead of its source. RFC 3261 §18.2.2 would always send it there, which lets
 * anybody point our responses at a third party (SMP-03, A-21).
 */
public interface MaddrPolicy {
    /** Responses go to where the request came from. */
    MaddrPolicy NEVER = (flow, maddr) -> false;

    /**
     * Asked for every request on UDP whose top Via has one.
     *
     * @param maddr as written; used only when it is a numeric address
     */
    boolean allows(Flow flow, String maddr);
}
