package esg.trunk.call;

import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.call.Dialogs.Party;

/**
 * A request on its way from one dialog to the other.
 *
 * @param from who sent it
 * @param received its transaction on that side
 * @param sent what went out on the other side
 */
record Passing(Party from, ServerTransaction received, SipRequest sent) {
    String method() {
        return sent.method();
    }
}
