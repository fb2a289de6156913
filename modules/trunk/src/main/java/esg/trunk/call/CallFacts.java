package esg.trunk.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a record of a call tells beside what monitors show. Goes along when another node carries the call on; all of it may be missing where
 * that node is older.
 *
 * @param name display name of From as received; "" for none
 * @param dialled the number its caller called, before normalization: user of To where a provider calls, whose Request-URI may be our
 *     own Contact, else of the Request-URI
 * @param peer {@code transport:address:port} the INVITE came from
 * @param route name of the rule that led it on; "" where none is known
 * @param attempt how many accounts were tried for it before
 * @param rang milliseconds since 1970 of the first provisional answer beyond 100; 0 for none
 * @param far the second leg that answered, or was tried last; null before there is one
 */
public record CallFacts(
        String name,
        String dialled,
        String peer,
        String route,
        int attempt,
        long rang,
        @Nullable Far far) {
    public static final CallFacts UNKNOWN = new CallFacts("", "", "", "", 0, 0, null);

    public CallFacts {
        name = Objects.requireNonNullElse(name, "");
        dialled = Objects.requireNonNullElse(dialled, "");
        peer = Objects.requireNonNullElse(peer, "");
        route = Objects.requireNonNullElse(route, "");
    }

    /**
     * A second leg as its INVITE left.
     *
     * @param from user of its From
     * @param uri its Request-URI
     * @param calledParty user of its P-Called-Party-ID; "" without one
     * @param route see {@link CallFacts#route}
     */
    public record Far(String callId, String from, String uri, String calledParty, String peer, String route) {
        public Far {
            calledParty = Objects.requireNonNullElse(calledParty, "");
            route = Objects.requireNonNullElse(route, "");
        }

        Far at(String newPeer) {
            return new Far(callId, from, uri, calledParty, newPeer, route);
        }
    }

    CallFacts rangAt(long millis) {
        return rang != 0 ? this : new CallFacts(name, dialled, peer, route, attempt, millis, far);
    }

    CallFacts with(Far newFar) {
        return new CallFacts(name, dialled, peer, newFar.route.isEmpty() ? route : newFar.route, attempt, rang, newFar);
    }
}
