package esg.trunk.call;

import esg.sip.message.Headers;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import esg.trunk.leg.Body;
import esg.trunk.leg.Leg;
import esg.trunk.leg.Relay;
import org.jspecify.annotations.Nullable;

/**
 * What the caller is told while it rings.
 *
 * @param response the far end's, whose header fields go along; null when only its status is told
 * @param session whether its session description goes along too
 */
record Provisional(int status, String phrase, @Nullable SipResponse response, boolean session) {
    static Provisional whole(SipResponse response) {
        return new Provisional(response.status(), response.reasonPhrase(), response, response.bodyLength() > 0);
    }

    static Provisional status(SipResponse response) {
        return new Provisional(response.status(), response.reasonPhrase(), null, false);
    }

    /** The caller's own phone is to ring: a session that is kept back leaves no progress to be heard. */
    static Provisional ringing(SipResponse response) {
        return response.status() == 183
                ? new Provisional(180, "Ringing", response, false)
                : whole(response).withoutSession();
    }

    Provisional withoutSession() {
        return new Provisional(status, phrase, response, false);
    }

    /**
     * As the caller gets it.
     *
     * @param rseq of ours; 0 when it is not to be acknowledged
     * @param body its session, where that goes along
     */
    SipResponse answer(ServerTransaction invite, Leg leg, long rseq, Body body) {
        var answer = invite.response(status, phrase, leg.localTag)
                .header(Headers.CONTACT, leg.contact)
                .copy(invite.request(), Headers.RECORD_ROUTE); // RFC 3261 §12.1.1
        if (rseq > 0) answer.header(Headers.REQUIRE, "100rel").header(Headers.RSEQ, Long.toString(rseq));
        if (response != null) {
            Relay.told(response, answer);
            if (session) body.put(answer, response);
        }
        return answer.buildResponse();
    }
}
