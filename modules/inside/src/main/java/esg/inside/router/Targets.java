package esg.inside.router;

import esg.domain.account.AccountId;
import esg.domain.route.Route;
import esg.domain.route.RouteQuery;
import esg.inside.registrar.Subscribers;
import esg.sip.locate.HopQuery;
import esg.sip.message.SipUri;
import esg.trunk.call.AccountCalls;
import esg.trunk.call.SecondLeg.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes places to send to out of rules. */
final class Targets {
    /** Names the account a call from the inside goes out by; never leaves the platform (design §4). */
    static final String ACCOUNT_HEADER = "X-Esg-Account";

    /** Asks for a test call, and says of what kind; heeded from our own listeners alone. */
    static final String TEST_HEADER = "X-Esg-Test";

    private Targets() {}

    /** The URI of a rule; its user part is the rule's {@code touser}, else the URI's own, else the number as normalized. */
    static Optional<Target> uri(Route route, String ruriUser) {
        var uri = SipUri.parse(route.target());
        if (uri == null) return Optional.empty();
        var user = !route.touser().isEmpty()
                ? SipUri.escapedUser(route.touser())
                : uri.user() != null ? uri.user() : SipUri.escapedUser(ruriUser);
        var toUser = route.touser().isEmpty() ? null : route.touser();
        return Optional.of(
                new Target(uri.withUser(user).toString(), toUser, HopQuery.of(uri), route.failovercodes(), Map.of())
                        .by(route.name()));
    }

    /** The bindings of a rule's subscriber, or of the one who is called. */
    static Subscribers.Found subscriber(Route route, String called, Subscribers subscribers) {
        var named = route.target().isEmpty() ? called : route.target();
        return subscribers.reach(route.d(), named, route.touser(), route.failovercodes());
    }

    /** Round by our own inside, to leave by another account. */
    static Optional<Target> external(Route route, AccountId account, RouteQuery query, OwnInside own) {
        var headers = new HashMap<>(Map.of(ACCOUNT_HEADER, account.code() + "@" + account.d()));
        if (query.emergency()) headers.put(AccountCalls.EMERGENCY_HEADER, "yes"); // touser may hide the number
        return around(route, query.to(), own, headers);
    }

    /** Round by our own inside, to be answered there: for the account it is a call like any other. */
    static Optional<Target> test(Route route, String called, OwnInside own) {
        return around(route, called, own, Map.of(TEST_HEADER, route.target().isEmpty() ? "tone" : route.target()));
    }

    private static Optional<Target> around(Route route, String called, OwnInside own, Map<String, String> headers) {
        var user = route.touser().isEmpty() ? called : route.touser();
        return own.hop()
                .map(hop -> new Target(
                                "sip:" + (user.isEmpty() ? "" : SipUri.escapedUser(user) + "@") + hostPort(hop),
                                user,
                                hop,
                                route.failovercodes(),
                                headers)
                        .by(route.name()));
    }

    private static String hostPort(HopQuery hop) {
        var host = hop.host().indexOf(':') >= 0 ? "[" + hop.host() + "]" : hop.host();
        return host + ":" + hop.port();
    }
}
