package esg.sip.transaction;

import esg.sip.message.SipResponse;

/** Told what became of a request, on the loop of its Call-ID; never from within {@link SipEdge#send}. */
public interface ClientUser {
    /** The peer has the request and works on it (100). */
    default void onTrying(ClientTransaction transaction) {}

    /**
     * A response other than 100. After the first final one only further 2xx of an INVITE follow, retransmitted or from another fork
     * (RFC 6026): each wants its ACK. 3xx to 6xx are acknowledged already.
     */
    void onResponse(SipResponse response, ClientTransaction transaction);

    /** No hop gave a final response in time. */
    void onTimeout(ClientTransaction transaction);

    /** The last hop could not be reached. */
    void onTransportError(ClientTransaction transaction, String why);
}
