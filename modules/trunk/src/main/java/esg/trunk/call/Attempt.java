package esg.trunk.call;

import esg.domain.account.CallOptions;
import esg.domain.account.Transport;
import esg.domain.normalize.CallNumbers;
import esg.sip.digest.Credentials;
import esg.sip.locate.HopQuery;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One try of a second leg.
 *
 * @param requestUri its Request-URI
 * @param way where it is sent
 * @param numbers From and To as they leave
 * @param contactUser user part of our Contact
 * @param credentials for a challenge by the far end; null when we have none for it
 * @param routes Route values, in order
 * @param failovercodes final answers after which the next attempt is made
 * @param headers more header fields of this INVITE
 * @param together whether it rings together with the attempt before
 * @param rewritten header fields that a normalization rule writes in place of the caller's; an empty value takes one out
 * @param spoken how calls of the account are; null inside
 * @param route name of the rule that leads here; "" where the call itself knows it, or none does
 */
record Attempt(
        String requestUri,
        Way way,
        CallNumbers numbers,
        String contactUser,
        @Nullable Credentials credentials,
        List<String> routes,
        List<Integer> failovercodes,
        Map<String, String> headers,
        boolean together,
        Map<String, String> rewritten,
        @Nullable CallOptions spoken,
        String route) {
    private static final String DIVERSION = "Diversion";

    /**
     * @param next to be located, unless there is a flow
     * @param listenerName "" for any listener of that side
     * @param flow known to work, so there is nothing to locate; null for none
     */
    record Way(
            Side side,
            HopQuery next,
            String listenerName,
            @Nullable Flow flow) {
        /** Whether somebody inside is reached by a connection: it may be gone while he listens. */
        boolean mayBeGone() {
            return side == Side.INSIDE && flow != null && flow.listener().transport() != Transport.UDP;
        }
    }

    /** As its INVITE leaves, for the record of the call. */
    CallFacts.Far sent(String callId, String peer) {
        var called = numbers.calledParty();
        return new CallFacts.Far(callId, numbers.fromUser(), requestUri, called == null ? "" : called, peer, route);
    }

    /** After a redirection, what is no word for all is followed by the next Contact (RFC 3261 §8.1.3.4). */
    private static final List<Integer> ALL_BUT_GLOBAL =
            IntStream.range(300, 600).boxed().toList();

    /** The same to another place that a 3xx named, which is told who was called first (RFC 5806). */
    Attempt redirected(String uri, Way newWay) {
        var more = new HashMap<>(headers);
        boolean ruled = rewritten.keySet().stream().anyMatch(DIVERSION::equalsIgnoreCase);
        if (!ruled) more.merge(DIVERSION, "<" + requestUri + ">;reason=unknown", (old, now) -> now + ", " + old);
        return new Attempt(
                uri,
                newWay,
                numbers,
                contactUser,
                credentials,
                routes,
                ALL_BUT_GLOBAL,
                more,
                false,
                rewritten,
                spoken,
                route);
    }

    /** The same to where he says he is. */
    Attempt withoutFlow() {
        return new Attempt(
                requestUri,
                new Way(way.side, way.next, "", null),
                numbers,
                contactUser,
                credentials,
                routes,
                failovercodes,
                headers,
                together,
                rewritten,
                spoken,
                route);
    }
}
