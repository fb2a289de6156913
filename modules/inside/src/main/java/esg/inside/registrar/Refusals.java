package esg.inside.registrar;

import esg.domain.Rejection;
import esg.domain.ban.Offence;
import esg.sip.message.Headers;
import esg.sip.transaction.ServerTransaction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says no, with the reason for both the peer and the log. */
final class Refusals {
    private static final Logger log = LoggerFactory.getLogger(Refusals.class);

    private Refusals() {}

    static void refuse(ServerTransaction transaction, Rejection why) {
        refuse(transaction, why, "", "");
    }

    /** @param field one more header field; "" for none */
    static void refuse(ServerTransaction transaction, Rejection why, String field, String value) {
        var request = transaction.request();
        log.info(
                "request refused method={} reason={} aor={}@{} source={} callid={}",
                request.method(),
                why.logKey(),
                request.to().user(),
                request.to().host(),
                transaction.flow().remote().getAddress().getHostAddress(),
                request.callId());
        var offence = Offence.of(why.reasonHeader());
        if (offence != null) transaction.charge(offence);
        var answer = transaction.response(why.status(), why.phrase()).header(Headers.REASON, why.reasonHeader());
        if (!field.isEmpty()) answer.header(field, value);
        transaction.respond(answer.buildResponse());
    }
}
