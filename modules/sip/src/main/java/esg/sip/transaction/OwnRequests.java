package esg.sip.transaction;

import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipMessage;
import esg.sip.message.SipRequest;
import esg.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/** Requests that a transaction makes itself, out of the INVITE it sent. */
final class OwnRequests {
    private OwnRequests() {}

    /** For a 3xx to 6xx (RFC 3261 §17.1.1.3). */
    static SipRequest ack(SipRequest invite, SipResponse response) {
        return like(invite, "ACK", response).buildRequest();
    }

    /** §9.1. */
    static SipRequest cancel(SipRequest invite, @Nullable String reason) {
        var cancel = like(invite, "CANCEL", invite);
        if (reason != null) cancel.header(Headers.REASON, reason);
        return cancel.buildRequest();
    }

    /** The same hop, so the same top Via and no other. */
    private static MessageBuilder like(SipRequest invite, String method, SipMessage to) {
        return MessageBuilder.request(method, invite.requestUriText())
                .header(Headers.VIA, invite.values(Headers.VIA).getFirst())
                .header(Headers.MAX_FORWARDS, "70")
                .copy(invite, Headers.ROUTE)
                .copy(invite, Headers.FROM)
                .copy(to, Headers.TO)
                .copy(invite, Headers.CALL_ID)
                .header(Headers.CSEQ, invite.cseq() + " " + method);
    }
}
