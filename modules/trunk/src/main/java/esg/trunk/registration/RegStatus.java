package esg.trunk.registration;

import esg.sip.message.SipMessage;
import esg.sip.transport.Flow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a registration now.
 *
 * @param lastResponse of the registrar, status line first, a line each as received (MON-05); empty before the first
 * @param nextAttempt when the next REGISTER goes out; null when none is planned or one is under way
 * @param failure why the last attempt failed; null when it did not
 * @param granted seconds of the binding; null when there is none
 * @param flow on which the registrar last accepted; null before
 * @param serviceRoute what it wants our requests to pass (RFC 3608)
 */
public record RegStatus(
        RegState state,
        List<String> lastResponse,
        @Nullable Instant nextAttempt,
        @Nullable String failure,
        @Nullable Integer granted,
        @Nullable Flow flow,
        List<String> serviceRoute) {

    public RegStatus {
        lastResponse = List.copyOf(lastResponse);
        serviceRoute = List.copyOf(serviceRoute);
    }

    /** Before anything has happened. */
    public static RegStatus of(RegState state) {
        return new RegStatus(state, List.of(), null, null, null, null, List.of());
    }

    /** Whether an attempt has come to an end, well or not. */
    public boolean tried() {
        return !lastResponse.isEmpty() || failure != null;
    }

    /** The account is switched off, its binding gone. */
    public RegStatus disabled() {
        return new RegStatus(RegState.DISABLED, lastResponse, null, null, null, null, List.of());
    }

    /** An attempt is under way: a binding that still runs stays registered. */
    RegStatus attempting(RegState now) {
        return new RegStatus(now, lastResponse, null, failure, granted, flow, serviceRoute);
    }

    RegStatus answered(SipMessage response) {
        return new RegStatus(state, lines(response), nextAttempt, failure, granted, flow, serviceRoute);
    }

    RegStatus accepted(int seconds, @Nullable Flow on, List<String> routes, Instant refresh) {
        return new RegStatus(RegState.REGISTERED, lastResponse, refresh, null, seconds, on, routes);
    }

    RegStatus failed(RegState now, String why, Instant retry) {
        var left = now == RegState.REGISTERED ? granted : null;
        return new RegStatus(now, lastResponse, retry, why, left, flow, serviceRoute);
    }

    /** The same for an account that cannot be served and tries nothing. */
    public RegStatus without(String way) {
        return new RegStatus(state, lastResponse, nextAttempt, way, granted, flow, serviceRoute);
    }

    RegStatus lapsed() {
        return new RegStatus(RegState.FAILED, lastResponse, nextAttempt, failure, null, flow, serviceRoute);
    }

    /** The binding is removed: nothing of its way is good any more. */
    RegStatus removed() {
        return new RegStatus(RegState.UNREGISTERED, lastResponse, null, null, null, null, List.of());
    }

    /** Raw lines as received, a folded field with its folds; an empty body adds nothing. */
    static List<String> lines(SipMessage message) {
        return List.of(message.toString().strip().split("\r?\n(?![ \t])"));
    }
}
