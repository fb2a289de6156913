package esg.sip.transaction;

import esg.sip.message.SipRequest;
import org.jspecify.annotations.Nullable;

/** What is equal in two copies of one request that came by different ways (RFC 3261 §8.2.2.2). */
record MergeKey(String callId, long cseq, String method, String fromTag) {
    /** Null for requests in a dialog, which are not looked at. */
    static @Nullable MergeKey of(SipRequest request) {
        if (request.toTag() != null) return null;
        var tag = request.fromTag();
        return new MergeKey(request.callId(), request.cseq(), request.method(), tag == null ? "" : tag);
    }

    @Override
    public int hashCode() {
        return callId.hashCode() * 31 + Long.hashCode(cseq);
    }
}
