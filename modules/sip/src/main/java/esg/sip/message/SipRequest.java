package esg.sip.message;

import org.jspecify.annotations.Nullable;

/** A request. */
public final class SipRequest extends SipMessage {
    private final String method;
    private final String requestUriText;
    private @Nullable SipUri requestUri;
    private volatile boolean uriRead; // written after the URI, so that any thread that sees it sees that too
    private byte @Nullable [] wire; // written before any other thread has the request

    SipRequest(Layout layout, String method, String requestUriText) {
        super(layout);
        this.method = method;
        this.requestUriText = requestUriText;
    }

    void cameAs(byte[] packet) {
        if (method.equals("INVITE")) wire = packet;
    }

    /** The packet an INVITE came in, before addresses in it were swapped (ALG-03); {@link #bytes} where none were. */
    public byte[] asReceived() {
        return wire == null ? bytes() : wire;
    }

    public String method() {
        return method;
    }

    /** The Request-URI as written, of whatever scheme. */
    public String requestUriText() {
        return requestUriText;
    }

    /** The Request-URI; null when its scheme is not sip or sips. */
    public @Nullable SipUri requestUri() {
        if (!uriRead) {
            requestUri = SipUri.parse(requestUriText);
            uriRead = true;
        }
        return requestUri;
    }

    /** Hops left; 70 when the sender did not say, as RFC 2543 elements do not (RFC 3261 §16.6). */
    public int maxForwards() {
        return intHeader(Headers.MAX_FORWARDS, 70);
    }
}
