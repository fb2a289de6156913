package esg.domain.route;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.util.List;

/**
 * A routing rule of a domain, fields as in its document (design §4); checked by {@link RouteForm}.
 *
 * @param priority lowest number first; equal priorities in random order each time (OUT-04)
 * @param providercode code of the account the call came by; calls of subscribers have ""
 * @param from calling number
 * @param to called number
 * @param target account code, or {@code CODE@d}, for external; SIP URI for uri; user or number for subscriber, empty = the called number;
 *     d for domain; tone, echo or empty for test
 * @param touser user of the second leg's Request-URI and To; empty = the called number
 * @param code SIP status of reject
 * @param reason text of its Reason header; empty = our own
 * @param failovercodes answers after which the next rule is tried
 */
public record Route(
        String id,
        String d,
        String name,
        boolean enabled,
        int priority,
        Origin origin,
        Pattern providercode,
        Pattern from,
        Pattern to,
        Action action,
        String target,
        String touser,
        int code,
        String reason,
        List<Integer> failovercodes) {
    /** Answers that speak of the provider and not of the called party. */
    public static final List<Integer> DEFAULT_FAILOVERCODES = List.of(408, 500, 502, 503, 504);

    public Route {
        failovercodes = List.copyOf(failovercodes);
    }

    /** The domain whose accounts or rules a call gets to by this rule: its own, unless the target names another. */
    public String targetDomain() {
        return switch (action) {
            case EXTERNAL -> target.indexOf('@') < 0 ? d : Hosts.canonical(target.substring(target.indexOf('@') + 1));
            case DOMAIN -> Hosts.canonical(target);
            case SUBSCRIBER, URI, REJECT, TEST -> d;
        };
    }

    public Route withId(String newId) {
        return with(newId, failovercodes);
    }

    Route withFailovercodes(List<Integer> codes) {
        return with(id, codes);
    }

    private Route with(String newId, List<Integer> codes) {
        return new Route(
                newId,
                d,
                name,
                enabled,
                priority,
                origin,
                providercode,
                from,
                to,
                action,
                target,
                touser,
                code,
                reason,
                codes);
    }
}
