package esg.sip.transaction;

import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import esg.sip.transaction.EdgeRules.Refusal;
import esg.sip.transport.Flow;
import java.util.Locale;
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

    StatelessRefusal(Sender sender, MaddrPolicy maddrs) {
        this.sender = sender;
        this.maddrs = maddrs;
    }

    void refuse(SipRequest request, Flow flow, Refusal refusal) {
        refuse(request, flow, refusal, refusal.rejection().reasonHeader());
    }

    /** A request the parser could not accept. */
    void malformed(SipRequest request, Flow flow, int status, String why) {
        if (request.method().equals("ACK")) return; // §17: nothing answers an ACK
        var rejection = status == 505 ? Rejection.VERSION_NOT_SUPPORTED : Rejection.BAD_REQUEST;
        refuse(request, flow, Refusal.of(rejection), Rejection.reasonHeader(status, rejection.text() + ": " + why));
    }

    /** Whether this ACK belongs to a request refused here. */
    static boolean refused(SipRequest ack) {
        return tag(ack).equals(ack.toTag());
    }

    private void refuse(SipRequest request, Flow flow, Refusal refusal, String reason) {
        var vias = request.vias();
        if (vias.isEmpty()) return; // nowhere to answer to
        var via = vias.getFirst();
        var rejection = refusal.rejection();
        log.debug(
                "request refused reason={} method={} from={} callId={}",
                rejection.logKey(),
                request.method(),
                flow.remote(),
                request.callId());
        var response = MessageBuilder.answer(
                request, rejection.status(), rejection.phrase(), ResponsePath.via(via, flow), tag(request));
        var name = refusal.headerName();
        if (name != null) response.header(name, refusal.headerValue());
        var packet = response.header(Headers.REASON, reason).buildResponse().bytes();
        ResponsePath.of(via, flow, maddrs)
                .send(
                        sender,
                        packet,
                        error -> log.debug("refusal not sent to={} error={}", flow.remote(), error.toString()));
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
