package esg.inside.tone;

import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.MessageBuilder;
import esg.sip.message.SipRequest;
import java.util.Optional;

/**
 * How long a session lives without a refresh (RFC 4028). The peer refreshes where it can; where it wants us to, the call ends instead,
 * for it is a test that ends soon anyway.
 */
record SessionTimer(int seconds, boolean peerRefreshes) {
    private static final String TIMER = "timer";
    private static final int LEAST_SECONDS = 90; // §5

    /** What a request asks for; empty when it asks for nothing we could keep to. */
    static Optional<SessionTimer> of(SipRequest request) {
        var value = request.header(Headers.SESSION_EXPIRES);
        if (value == null) return Optional.empty();
        var asked = Address.parse(value); // reads "1800;refresher=uac" as well as an address
        if (!asked.uriText().matches("\\d{2,8}")) return Optional.empty();
        int seconds = Integer.parseInt(asked.uriText());
        boolean knows = request.hasToken(Headers.SUPPORTED, TIMER) || request.hasToken(Headers.REQUIRE, TIMER);
        boolean asksUs = "uas".equalsIgnoreCase(asked.param("refresher"));
        return seconds < LEAST_SECONDS ? Optional.empty() : Optional.of(new SessionTimer(seconds, knows && !asksUs));
    }

    /** Into the 2xx (§9). */
    void write(MessageBuilder ok) {
        ok.header(Headers.SESSION_EXPIRES, seconds + ";refresher=" + (peerRefreshes ? "uac" : "uas"));
        if (peerRefreshes) ok.header(Headers.REQUIRE, TIMER);
    }

    /** When to hang up unless it was refreshed before (§10). */
    long giveUpMillis() {
        return 1000L * (seconds - Math.min(32, seconds / 3));
    }
}
