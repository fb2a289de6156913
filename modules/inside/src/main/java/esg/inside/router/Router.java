package esg.inside.router;

import esg.domain.Rejection;
import esg.domain.config.ConfigFeed;
import esg.domain.route.Origin;
import esg.domain.route.RouteQuery;
import esg.domain.route.RouteTable;
import esg.trunk.call.IncomingCall;
import esg.trunk.call.SecondLeg;
import java.util.ArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes calls from providers: the rules of the account's domain, by priority, as far as a rule that rejects (RTE-02). */
public final class Router implements SecondLeg {
    private static final Logger log = LoggerFactory.getLogger(Router.class);
    private final ConfigFeed feed;
    private final OwnInside own;

    public Router(ConfigFeed feed, OwnInside own) {
        this.feed = feed;
        this.own = own;
    }

    @Override
    public Plan plan(IncomingCall call) {
        var account = call.account();
        var numbers = call.numbers();
        var query = query(call);
        var targets = new ArrayList<Target>();
        for (var route : RouteTable.inOrder(feed.current().routesOf(account.d()), query, ThreadLocalRandom.current())) {
            switch (route.action()) {
                case URI -> Targets.uri(route, numbers.ruriUser()).ifPresent(targets::add);
                case EXTERNAL ->
                    Targets.external(route, AccountName.of(route.target(), account.d()), query.to(), own)
                            .ifPresent(targets::add);
                case REJECT -> {
                    if (!targets.isEmpty()) return new Plan.Targets(targets);
                    return new Plan.Refused(Rejection.ROUTE_REJECTED, route.code(), Reasons.of(route));
                }
                case SUBSCRIBER, DOMAIN, TEST ->
                    log.warn("route skipped reason=action-not-offered route={}", route.id());
            }
        }
        return targets.isEmpty() ? Plan.Refused.of(Rejection.NO_ROUTE) : new Plan.Targets(targets);
    }

    /** What rules are asked for a call from a provider: the number it was dialled by, where normalization leaves none. */
    public static RouteQuery query(IncomingCall call) {
        var numbers = call.numbers();
        var calledParty = numbers.calledParty();
        var called = numbers.toUser().isEmpty() && calledParty != null ? calledParty : numbers.toUser();
        return new RouteQuery(Origin.PROVIDER, call.account().code(), numbers.fromUser(), called);
    }
}
