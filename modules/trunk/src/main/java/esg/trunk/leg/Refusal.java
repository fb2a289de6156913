package esg.trunk.leg;

import esg.domain.Rejection;
import esg.domain.ban.Offence;
import esg.sip.message.HeaderSet;
import esg.sip.message.Headers;
import esg.sip.message.SipResponse;
import esg.sip.transaction.ServerTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a call came to nothing, ready to be said to the caller: either the far end's own final answer, or ours with a Reason (LOG-08).
 *
 * @param reason value of the Reason header; "" when the far end refused
 * @param response the far end's answer; null when the refusal is ours
 * @param unreachable nobody there got to say a word, so another way is worth a try whatever its failover codes are
 */
public record Refusal(
        int status, String phrase, String reason, @Nullable SipResponse response, boolean unreachable) {
    private static final HeaderSet WORTH_KEEPING =
            HeaderSet.of("Contact", "Retry-After", "Warning", "Reason", "Error-Info", "Unsupported", "Accept");

    /** A refusal of our own. */
    public static Refusal of(Rejection rejection) {
        return new Refusal(rejection.status(), rejection.phrase(), rejection.reasonHeader(), null, false);
    }

    /** A rule's refusal, with the code and text it names. */
    public static Refusal of(Rejection rejection, int code, String text) {
        var phrase = code == rejection.status() ? rejection.phrase() : "Rejected";
        return new Refusal(code, phrase, Rejection.reasonHeader(code, text), null, false);
    }

    /** The far end's refusal. */
    public static Refusal of(SipResponse response) {
        return new Refusal(response.status(), response.reasonPhrase(), "", response, false);
    }

    /** Nobody there to ask: no answer at all, or an account that takes no calls now. */
    public static Refusal lost(Rejection rejection) {
        return new Refusal(rejection.status(), rejection.phrase(), rejection.reasonHeader(), null, true);
    }

    /** Whether a rule with these failover codes is followed by the next one. */
    public boolean allowsAnother(List<Integer> failovercodes) {
        return unreachable || failovercodes.contains(status);
    }

    /**
     * What the caller hears of two phones that rang together (RFC 3261 §16.7 step 6): a 6xx first, somebody's word before our own guess,
     * then the lower class; this one among equals.
     */
    public Refusal orBetter(Refusal other) {
        return other.rank() < rank() ? other : this;
    }

    private int rank() {
        if (status >= 600) return 0;
        return status / 100 + (unreachable ? 10 : 0);
    }

    /** Says it to the caller; where the refusal is ours and an offence of the caller's, that is held against it. */
    public void answer(ServerTransaction caller) {
        var offence = response == null ? Offence.of(reason) : null;
        if (offence != null) caller.charge(offence);
        var answer = caller.response(status, phrase);
        if (response == null) answer.header(Headers.REASON, reason);
        else for (var name : WORTH_KEEPING.names()) answer.copy(response, name);
        caller.respond(answer.buildResponse());
    }

    /** For logs and monitors. */
    public String text() {
        return response == null ? reason : status + " " + phrase;
    }
}
