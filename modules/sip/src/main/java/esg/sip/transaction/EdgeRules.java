package esg.sip.transaction;

import esg.domain.Rejection;
import esg.sip.message.Headers;
import esg.sip.message.Methods;
import esg.sip.message.SipRequest;
import esg.sip.transport.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which requests are refused whoever asks (RFC 3261 §8.2). Not asked for ACK and CANCEL.
 *
 * @param supported option tags that may be required
 */
record EdgeRules(List<String> supported) {
    /** In REG-01's order, with what calls need besides. SEC-03: providers do not register with us. */
    static final List<String> OUTSIDE = List.of(
            "INVITE", "ACK", "CANCEL", "BYE", "REFER", "NOTIFY", "OPTIONS", "INFO", "MESSAGE", "PRACK", "UPDATE");

    static final List<String> INSIDE = plus(OUTSIDE, "REGISTER");

    /**
     * A refusal to be.
     *
     * @param headerName a header the response must have, with {@code headerValue}; null for none
     */
    record Refusal(Rejection rejection, @Nullable String headerName, String headerValue) {
        static Refusal of(Rejection rejection) {
            return new Refusal(rejection, null, "");
        }
    }

    /** Null when the request may pass. */
    @Nullable
    Refusal check(SipRequest request, Side side) {
        var allowed = side == Side.OUTSIDE ? OUTSIDE : INSIDE;
        if (!allowed.contains(request.method())) return method(request.method(), allowed);
        if (request.requestUri() == null) return Refusal.of(Rejection.UNSUPPORTED_SCHEME); // §8.2.2.1
        // RFC 7332 §4: a B2BUA takes part in loop detection. OPTIONS ends here and finds the way (RFC 3261 §11).
        if (request.maxForwards() == 0 && !request.method().equals("OPTIONS")) {
            return Refusal.of(Rejection.TOO_MANY_HOPS);
        }
        return request.has(Headers.REQUIRE) ? extensions(request) : null;
    }

    private static Refusal method(String method, List<String> allowed) {
        if (!Methods.KNOWN.contains(method)) return Refusal.of(Rejection.METHOD_UNKNOWN);
        var rejection = method.equals("REGISTER") ? Rejection.REGISTER_NOT_ALLOWED : Rejection.METHOD_NOT_ALLOWED;
        return new Refusal(rejection, Headers.ALLOW, String.join(", ", allowed));
    }

    private @Nullable Refusal extensions(SipRequest request) {
        var unknown = new ArrayList<String>();
        for (var tag : request.values(Headers.REQUIRE)) {
            if (supported.stream().noneMatch(tag::equalsIgnoreCase)) unknown.add(tag);
        }
        if (unknown.isEmpty()) return null;
        return new Refusal(Rejection.BAD_EXTENSION, Headers.UNSUPPORTED, String.join(", ", unknown)); // §8.2.2.3
    }

    private static List<String> plus(List<String> methods, String more) {
        var all = new ArrayList<>(methods);
        all.add(more);
        return List.copyOf(all);
    }
}
