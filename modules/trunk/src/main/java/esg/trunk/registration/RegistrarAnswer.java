package esg.trunk.registration;

import esg.sip.digest.Challenge;
import esg.sip.digest.Challenges;
import esg.sip.message.Headers;
import esg.sip.message.SipResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a final response to REGISTER means to us (RFC 3261 §10.2). */
sealed interface RegistrarAnswer {
    record Accepted(int granted, List<String> serviceRoute) implements RegistrarAnswer {}

    /** 401 or 407. */
    record Challenged(List<Challenge> challenges) implements RegistrarAnswer {}

    /** 423: ask for that many seconds instead (§10.2.8). */
    record IntervalTooBrief(int minExpires) implements RegistrarAnswer {}

    /** Not now. {@code retryAfter} is what the registrar asks for (§20.33); null when it does not say. */
    record Refused(
            FailureClass failure, String reason, @Nullable Duration retryAfter) implements RegistrarAnswer {}

    /**
     * Reads it.
     *
     * @param contact URI of ours in the request
     * @param asked seconds in the request
     */
    static RegistrarAnswer of(SipResponse response, String contact, int asked) {
        if (response.isSuccess()) return accepted(response, contact, asked);
        return switch (response.status()) {
            case 401, 407 -> new Challenged(Challenges.of(response));
            case 423 -> tooBrief(response, asked);
            default -> refused(response);
        };
    }

    private static RegistrarAnswer accepted(SipResponse response, String contact, int asked) {
        int granted = Lifetime.granted(response, contact, asked);
        if (granted == 0 && asked > 0) return new Refused(FailureClass.TRANSIENT, "registrar granted 0 s", null);
        return new Accepted(granted, Lifetime.serviceRoute(response));
    }

    private static RegistrarAnswer tooBrief(SipResponse response, int asked) {
        int least = response.intHeader(Headers.MIN_EXPIRES, 0);
        return least > asked ? new IntervalTooBrief(least) : refused(response);
    }

    static Refused refused(SipResponse response) {
        int after = response.intHeader(Headers.RETRY_AFTER, retryAfter(response));
        var why = status(response);
        if (response.status() >= 300 && response.status() < 400) why += ", redirects are not followed";
        return new Refused(FailureClass.of(response.status()), why, after < 0 ? null : Duration.ofSeconds(after));
    }

    /** {@code 403 Forbidden}. */
    static String status(SipResponse response) {
        return response.status() + " " + response.reasonPhrase();
    }

    /** {@code 18000;duration=3600} and {@code 120 (in a meeting)} are legal too. */
    private static int retryAfter(SipResponse response) {
        var value = response.header(Headers.RETRY_AFTER);
        if (value == null) return -1;
        int digits = 0;
        while (digits < value.length() && digits < 9 && Character.isDigit(value.charAt(digits))) digits++;
        return digits == 0 ? -1 : Integer.parseInt(value.substring(0, digits));
    }
}
