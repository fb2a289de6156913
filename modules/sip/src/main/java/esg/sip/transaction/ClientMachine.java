package esg.sip.transaction;

import esg.sip.message.SipResponse;
import esg.sip.transport.Flow;

/** A request on its way to one hop. */
sealed interface ClientMachine permits InviteClient, NonInviteClient {
    /** What becomes of it. Only after a final response and for an INVITE's 2xx is there more than one ending. */
    interface Outcome {
        /** Any response, 100 too. */
        void answered(SipResponse response);

        void timedOut();

        void failed(String why);
    }

    String method();

    Flow flow();

    void start();

    void received(SipResponse response);

    /** The connection that carried the request is gone, and so is its answer. */
    void connectionLost();
}
