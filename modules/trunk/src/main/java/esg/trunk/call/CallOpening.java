package esg.trunk.call;

import esg.domain.account.AccountId;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Addresses;
import esg.sip.transport.Flow;

/**
 * A call as its caller dialled it, and as it came to an account.
 *
 * @param account its code is "" for a call that stays inside
 * @param from user of From
 * @param to user of the Request-URI
 * @param started milliseconds since 1970
 */
record CallOpening(
        String callId, AccountId account, boolean incoming, String from, String to, long started, CallFacts facts) {

    /**
     * From an INVITE.
     *
     * @param number how many accounts were tried for it before
     * @param route name of the rule that led it here; "" for none
     */
    static CallOpening of(AccountId account, boolean incoming, ServerTransaction invite, int number, String route) {
        var request = invite.request();
        var from = request.from();
        var name = from.displayName();
        var to = called(request);
        var dialled = incoming ? request.to().user() : to;
        var facts = new CallFacts(
                name == null ? "" : name,
                dialled.isEmpty() ? to : dialled,
                peer(invite.flow()),
                route,
                number,
                0,
                null);
        var callId = request.callId();
        return new CallOpening(callId, account, incoming, from.user(), to, System.currentTimeMillis(), facts);
    }

    /** As monitors show the call. */
    String id() {
        return facts.attempt() == 0 ? callId : callId + "~" + facts.attempt();
    }

    static String called(SipRequest request) {
        var uri = request.requestUri();
        return uri == null ? "" : uri.userDecoded();
    }

    /** {@code udp:192.0.2.1:5060}. */
    static String peer(Flow flow) {
        return flow.listener().transport().token() + ":" + Addresses.text(flow.remote());
    }
}
