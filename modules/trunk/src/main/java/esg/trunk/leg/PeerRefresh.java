package esg.trunk.leg;

import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;

/** What a peer says about its session timer alone, and of which the other side of the call need not hear. */
public final class PeerRefresh {
    private PeerRefresh() {}

    /** True when it has answered a request inside the dialog by itself: one for too short a session, or a mere refresh. */
    public static boolean answers(ServerTransaction transaction, Leg leg) {
        var request = transaction.request();
        if (leg.timer.tooBrief(request)) refuse(transaction, leg.timer.least());
        else if (request.method().equals("UPDATE") && request.bodyLength() == 0) accept(transaction, request, leg);
        else return false;
        return true;
    }

    /** 422 (RFC 4028 §6); {@code least} in seconds. */
    public static void refuse(ServerTransaction transaction, int least) {
        var why = Rejection.SESSION_INTERVAL_TOO_SMALL;
        transaction.respond(transaction
                .response(why.status(), why.phrase())
                .header(Headers.MIN_SE, Integer.toString(least))
                .header(Headers.REASON, why.reasonHeader())
                .buildResponse());
    }

    private static void accept(ServerTransaction transaction, SipRequest update, Leg leg) {
        leg.retarget(update);
        var ok = transaction
                .response(200, "OK")
                .header(Headers.CONTACT, leg.contact)
                .header(Headers.ALLOW, Relay.ALLOW)
                .header(Headers.SUPPORTED, SessionTimer.TIMER);
        if (leg.timer.accept(update, ok)) ok.header(Headers.REQUIRE, SessionTimer.TIMER);
        transaction.respond(ok.buildResponse());
    }
}
