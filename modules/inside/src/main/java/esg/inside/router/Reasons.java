package esg.inside.router;

import esg.domain.Rejection;
import esg.domain.route.Route;

/** What callers are told of a rule that rejects. */
final class Reasons {
    private Reasons() {}

    static String of(Route reject) {
        return reject.reason().isEmpty() ? Rejection.ROUTE_REJECTED.text() : reject.reason();
    }
}
