package esg.inside.router;

import esg.domain.Rejection;
import esg.domain.account.Account;
import esg.domain.normalize.CallNumbers;
import esg.domain.config.ConfigFeed;
import esg.domain.route.Origin;
import esg.domain.route.Route;
import esg.domain.route.RouteQuery;
import esg.domain.route.RouteTable;
import esg.inside.registrar.Subscribers;
import esg.inside.registrar.Subscribers.Found;
import esg.trunk.call.IncomingCall;
import esg.trunk.call.SecondLeg;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Routes calls from providers: the rules of the account's domain, by priority, as far as a rule that rejects (RTE-02). */
public final class Router implements SecondLeg {
    private final ConfigFeed feed;
    private final OwnInside own;
    private final Subscribers subscribers;
    private final RoutingSettings settings;

    public Router(ConfigFeed feed, OwnInside own, Subscribers subscribers, RoutingSettings settings) {
        this.feed = feed;
        this.own = own;
        this.subscribers = subscribers;
        this.settings = settings;
    }

    @Override
    public Plan plan(IncomingCall call) {
        var account = call.account();
        var numbers = call.numbers();
        var query = query(call, settings);
        var targets = new ArrayList<Target>();
        var last = Rejection.NO_ROUTE;
        for (var route : routes(account.d(), query)) {
            switch (route.action()) {
                case URI -> Targets.uri(route, numbers.ruriUser()).ifPresent(targets::add);
                case EXTERNAL ->
                    Targets.external(route, AccountName.of(route.target(), route.d()), query, own)
                            .ifPresent(targets::add);
                case REJECT -> {
                    if (!targets.isEmpty()) return new Plan.Targets(targets);
                    return new Plan.Refused(Rejection.ROUTE_REJECTED, route.code(), Reasons.of(route));
                }
                case SUBSCRIBER -> {
                    switch (Targets.subscriber(route, query.to(), subscribers)) {
                        case Found.At(var _, var bindings) ->
                            bindings.forEach(one -> targets.add(one.by(route.name())));
                        case Found.Not(var why) -> {
                            if (!route.failovercodes().contains(why.status())) return end(targets, why);
                            last = why;
                        }
                    }
                }
                case DOMAIN -> {
                    return end(targets, Rejection.DOMAIN_LOOP);
                }
                case TEST -> Targets.test(route, query.to(), own).ifPresent(targets::add);
            }
        }
        return end(targets, last);
    }

    /** A subscriber of that number, else what the rules say of a call from the account's provider. */
    @Override
    public Plan referred(String d, @Nullable Account account, CallNumbers numbers) {
        var here = subscribers.reach(d, numbers.toUser(), "", List.of());
        if (here instanceof Found.At(var _, var targets)) return new Plan.Targets(targets);
        return account == null ? Plan.Refused.of(Rejection.NO_ROUTE) : plan(new IncomingCall(account, numbers));
    }

    private List<Route> routes(String d, RouteQuery query) {
        var config = feed.current();
        return RouteTable.through(config::routesOf, d, query, ThreadLocalRandom.current(), settings.maxDomains());
    }

    private static Plan end(List<Target> targets, Rejection otherwise) {
        return targets.isEmpty() ? Plan.Refused.of(otherwise) : new Plan.Targets(targets);
    }

    /** What rules are asked for a call from a provider: the number it was dialled by, where normalization leaves none. */
    public static RouteQuery query(IncomingCall call, RoutingSettings settings) {
        var numbers = call.numbers();
        var calledParty = numbers.calledParty();
        var called = numbers.toUser().isEmpty() && calledParty != null ? calledParty : numbers.toUser();
        boolean emergency = settings.emergency().contains(called);
        return new RouteQuery(Origin.PROVIDER, call.account().code(), numbers.fromUser(), called, emergency);
    }
}
