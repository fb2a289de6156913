package esg.trunk.remote;

import esg.domain.Rejection;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipResponse;
import esg.trunk.leg.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Refusal} on its way to another node.
 *
 * @param response the far end's answer as received; null when the refusal is ours
 */
record Refused(int status, String phrase, String reason, byte @Nullable [] response, boolean unreachable) {
    static Refused of(Refusal refusal) {
        var response = refusal.response();
        return new Refused(
                refusal.status(),
                refusal.phrase(),
                refusal.reason(),
                response == null ? null : response.bytes(),
                refusal.unreachable());
    }

    static Refused of(Rejection rejection) {
        return of(Refusal.of(rejection));
    }

    Refusal refusal() {
        var answer =
                response != null && MessageParser.parse(response) instanceof Parsed(SipResponse parsed) ? parsed : null;
        return new Refusal(status, phrase, reason, answer, unreachable);
    }

    boolean is(Rejection rejection) {
        return response == null && reason.equals(rejection.reasonHeader());
    }
}
