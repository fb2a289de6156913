package esg.esg.drill.calls;

import esg.sip.transaction.ClientTransaction;
import esg.sip.transaction.ClientUser;

/** A request of one end; without an answer its call has failed. */
interface Asking extends ClientUser {
    PhoneCall call();

    String method();

    @Override
    default void onTimeout(ClientTransaction transaction) {
        call().failed("no answer to " + method());
    }

    @Override
    default void onTransportError(ClientTransaction transaction, String why) {
        call().failed(method() + " not sent");
    }
}
