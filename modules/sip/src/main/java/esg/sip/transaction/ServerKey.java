package esg.sip.transaction;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;

/**
 * What tells one received request from another (RFC 3261 §17.2.3). ACK and CANCEL are looked up as the INVITE they speak of.
 *
 * @param id the branch, or for an RFC 2543 peer all that must be equal
 */
record ServerKey(String id, String host, int port, String method) {
    static ServerKey of(SipRequest request) {
        return of(request, request.method());
    }

    static ServerKey of(SipRequest request, String method) {
        var via = request.topVia();
        var branch = via.branch();
        var id = branch.startsWith("z9hG4bK") ? branch : before3261(request);
        return new ServerKey(id, via.host(), via.port(), method);
    }

    /** The To tag is left out: an ACK has the one of our response, and all else already names the transaction. */
    private static String before3261(SipRequest request) {
        var via = request.values(Headers.VIA).getFirst();
        return String.join(
                "\n",
                request.requestUriText(),
                String.valueOf(request.fromTag()),
                request.callId(),
                Long.toString(request.cseq()),
                via);
    }

    @Override
    public int hashCode() {
        return id.hashCode() * 31 + port;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ServerKey key
                && key.id.equals(id)
                && key.port == port
                && key.method.equals(method)
                && key.host.equalsIgnoreCase(host);
    }
}
