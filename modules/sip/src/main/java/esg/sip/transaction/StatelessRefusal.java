package esg.sip.transaction;

import esg.domain.Rejection;
import esg.sip.border.Verdict;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.transaction.EdgeRules.Refusal;
import esg.sip.transport.Flow;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers without keeping anything (RFC 3261 §8.2.7), so that a flood of bad requests costs no memory. A repeated request gets the same
 * answer, and its ACK is known by the tag.
 */
final class StatelessRefusal {
    private static final Logger log = LoggerFactory.getLogger(StatelessRefusal.class);
    private static final int SALT = Tokens.next(8).hashCode();

    private final Sender sender;
    private final MaddrPolicy maddrs;
    private final RefusalListener listener;

    StatelessRefusal(Sender sender, MaddrPolicy maddrs, RefusalListener listener) {
        this.sender = sender;
        this.maddrs = maddrs;
        this.listener = listener;
    }

    /** What the answer says; the log key names our reason. */
    private record Answer(int status, String phrase, String reason, String logKey) {
        static Answer of(Rejection rejection, String reason) {
            return new Answer(rejection.status(), rejection.phrase(), reason, rejection.logKey());
        }
    }

    void refuse(SipRequest request, Flow flow, Refusal refusal) {
        var answer = Answer.of(refusal.rejection(), refusal.rejection().reasonHeader());
        answer(request, flow, answer, refusal.headerName(), refusal.headerValue());
    }

    /** A request that a rule of the border filter refuses, with the code and text the rule names (BRD-02). */
    void rejected(SipRequest request, Flow flow, Verdict.Reject reject) {
        var ours = Rejection.BORDER_REJECTED;
        int status = reject.code();
        var phrase = status == ours.status() ? ours.phrase() : "Rejected";
        var reason = Rejection.reasonHeader(status, reject.reason().isEmpty() ? ours.text() : reject.reason());
        answer(request, flow, new Answer(status, phrase, reason, ours.logKey()), null, "");
    }

    /** A request the parser could not accept. */
    void malformed(SipRequest request, Flow flow, int status, String why) {
        if (request.method().equals("ACK")) return; // §17: nothing answers an ACK
        var rejection = status == 505 ? Rejection.VERSION_NOT_SUPPORTED : Rejection.BAD_REQUEST;
        var reason = Rejection.reasonHeader(status, rejection.text() + ": " + why);
        answer(request, flow, Answer.of(rejection, reason), null, "");
    }

    /** Whether this ACK belongs to a request refused here. */
    static boolean refused(SipRequest ack) {
        return tag(ack).equals(ack.toTag());
    }

    private void answer(SipRequest request, Flow flow, Answer answer, @Nullable String headerName, String headerValue) {
        var vias = request.vias();
        if (vias.isEmpty()) return; // nowhere to answer to
        var via = vias.getFirst();
        log.debug(
                "request refused reason={} method={} from={} callid={}",
                answer.logKey,
                request.method(),
                flow.remote(),
                request.callId());
        var begun =
                MessageBuilder.answer(request, answer.status, answer.phrase, ResponsePath.via(via, flow), tag(request));
        if (headerName != null) begun.header(headerName, headerValue);
        var response = begun.header(Headers.REASON, answer.reason).buildResponse();
        ResponsePath.of(via, flow, maddrs)
                .send(
                        sender,
                        response.bytes(),
                        error -> log.debug("refusal not sent to={} error={}", flow.remote(), error.toString()));
        if (request.method().equals("INVITE")) listener.refused(request, flow, response, true);
    }

    /** From what a request, its repetitions and its ACK have in common; only raw text, for the request may be malformed. */
    static String tag(SipRequest request) {
        var cseq = String.valueOf(request.header(Headers.CSEQ));
        int digits = 0;
        while (digits < cseq.length() && Character.isDigit(cseq.charAt(digits))) digits++;
        long hash = SALT;
        hash = hash * 1_000_003
                + String.valueOf(request.header(Headers.CALL_ID)).hashCode();
        hash = hash * 1_000_003 + String.valueOf(request.header(Headers.FROM)).hashCode();
        hash = hash * 1_000_003 + cseq.substring(0, digits).hashCode();
        return "s" + Long.toUnsignedString(hash, 36).toLowerCase(Locale.ROOT);
    }
}
