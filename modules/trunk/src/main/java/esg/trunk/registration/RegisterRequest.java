package esg.trunk.registration;

import esg.sip.alg.Alg;
import esg.sip.digest.DigestAnswers;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;

/**
 * Writes a REGISTER, its fields in the order of the original's (REG-01, REG-02). The edge puts Via before them.
 *
 * @param contact URI of ours that is to be bound
 * @param replaced URI that was bound by whoever served the account before, removed along with it (RFC 3261 §10.2.2); "" for none
 * @param expires seconds asked for; 0 removes the binding
 * @param alg swaps its addresses on the way
 */
record RegisterRequest(Registrant registrant, String contact, String replaced, int expires, Alg alg) {
    /** PRACK and UPDATE are ours; the rest is the original's list. */
    private static final String ALLOW = "INVITE,ACK,CANCEL,BYE,REFER,NOTIFY,OPTIONS,INFO,MESSAGE,PRACK,UPDATE";

    private static final byte[] NO_BODY = {};

    SipRequest write(Continuity line, DigestAnswers digest, String userAgent) {
        var uri = registrant.requestUri();
        var request = MessageBuilder.request("REGISTER", uri)
                .header(Headers.FROM, "<" + registrant.aor() + ">;tag=" + line.fromTag())
                .header(Headers.TO, "<" + registrant.aor() + ">")
                .header(Headers.CALL_ID, line.callId())
                .header(Headers.CSEQ, line.cseq() + " REGISTER")
                .header(Headers.MAX_FORWARDS, "70")
                .header(Headers.CONTENT_LENGTH, "0");
        var route = registrant.route();
        if (!route.isEmpty()) request.header(Headers.ROUTE, route);
        request.header(
                        Headers.CONTACT,
                        "<" + contact + ">" + (replaced.isEmpty() ? "" : ", <" + replaced + ">;expires=0"))
                .header(Headers.SUPPORTED, "path")
                .header(Headers.EXPIRES, Integer.toString(expires));
        for (var session : digest.sessions()) {
            var credentials = registrant.credentials();
            request.header(session.headerName(), session.authorization(credentials, "REGISTER", uri, NO_BODY, alg));
        }
        return request.header(Headers.USER_AGENT, userAgent)
                .header(Headers.ALLOW, ALLOW)
                .buildRequest();
    }
}
