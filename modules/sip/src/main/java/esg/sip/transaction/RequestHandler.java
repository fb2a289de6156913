package esg.sip.transaction;

import esg.sip.message.SipRequest;
import esg.sip.transport.Flow;

/** Takes the requests of one side that passed the edge. Called on the loop of the Call-ID, so it must not block. */
public interface RequestHandler {
    /** A new request, neither ACK nor CANCEL. Whoever takes it answers it, now or later. */
    void onRequest(ServerTransaction transaction);

    /** An ACK for a 2xx, or one that belongs to nothing known here; ACKs of refused INVITEs end in the transaction. */
    void onAck(SipRequest ack, Flow flow);
}
