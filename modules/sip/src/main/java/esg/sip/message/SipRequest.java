package esg.sip.message;

import org.jspecify.annotations.Nullable;

/** A request. */
public final class SipRequest extends SipMessage {
    private final String method;
    private final String requestUriText;
    private final @Nullable SipUri requestUri;

    SipRequest(Layout layout, String method, String requestUriText) {
        super(layout);
        this.method = method;
        this.requestUriText = requestUriText;
        this.requestUri = SipUri.parse(requestUriText);
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
        return requestUri;
    }

    /** Hops left; 70 when the sender did not say, as RFC 2543 elements do not (RFC 3261 §16.6). */
    public int maxForwards() {
        return intHeader(Headers.MAX_FORWARDS, 70);
    }
}
