package esg.sip.transaction;

import esg.sip.message.SipRequest;

/** Told what happens to a server transaction, on the loop of its Call-ID. */
public interface ServerUser {
    /** The INVITE is to be given up (RFC 3261 §9.2): the CANCEL is answered already, the INVITE's 487 is for the user to send. */
    void onCancel(SipRequest cancel);

    /** The peer never acknowledged a 3xx to 6xx (timer H). */
    default void onAckTimeout() {}

    /** A response could not be sent. */
    default void onTransportError(String why) {}

    /** Before a final response, all that could have sent one has gone: whoever asked cannot be answered any more. */
    default void onLost(String why) {}
}
