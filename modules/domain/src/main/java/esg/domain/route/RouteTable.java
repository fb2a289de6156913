package esg.domain.route;

import esg.domain.pattern.Hosts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The rules a call tries, in order (OUT-03, OUT-04). */
public final class RouteTable {
    private RouteTable() {}

    /** Enabled rules that fit, by priority; equal priorities shuffled anew each time, to share the load. */
    public static List<Route> inOrder(Collection<Route> ofDomain, RouteQuery query, RandomGenerator random) {
        var fitting = new ArrayList<Route>();
        for (var route : ofDomain) if (fits(route, query)) fitting.add(route);
        if (fitting.size() > 1) {
            Collections.shuffle(fitting, random);
            fitting.sort(order(query)); // stable: keeps the shuffle inside a priority
        }
        return fitting;
    }

    /** Which rule comes before which for certain. */
    public static Comparator<Route> order(RouteQuery query) {
        var byPriority = Comparator.comparingInt(Route::priority);
        return query.emergency()
                ? Comparator.<Route, Boolean>comparing(route -> !Emergency.names(route, query.to()))
                        .thenComparing(byPriority)
                : byPriority;
    }

    /** For people: all rules of a domain as the call meets them, those of one priority by id; for a call for help those that fit first. */
    public static List<Route> told(Collection<Route> ofDomain, RouteQuery query) {
        var ordered =
                ofDomain.stream().sorted(order(query).thenComparing(Route::id)).toList();
        if (!query.emergency()) return ordered;
        var fitting = ordered.stream().filter(route -> fits(route, query)).toList();
        var told = new ArrayList<>(Emergency.heldBack(fitting, query.to()));
        ordered.stream().filter(route -> !fits(route, query)).forEach(told::add);
        return told;
    }

    /**
     * The same from domain to domain: in place of a rule that leads to another domain stand the rules of that one (RTE-02). A rule of
     * action domain that is left has come to where the call was already, or too far: it is a loop.
     *
     * @param routesOf the rules of a domain
     * @param most so many times a call may go on to another domain
     */
    public static List<Route> through(
            Function<String, ? extends Collection<Route>> routesOf,
            String d,
            RouteQuery query,
            RandomGenerator random,
            int most) {
        var all = new ArrayList<Route>();
        new Walk(routesOf, query, random, most).into(all, List.of(d));
        return query.emergency() ? Emergency.tried(all, query.to()) : all;
    }

    private record Walk(
            Function<String, ? extends Collection<Route>> routesOf,
            RouteQuery query,
            RandomGenerator random,
            int most) {
        /** @param way the domains gone through, here the last */
        void into(List<Route> all, List<String> way) {
            for (var route : inOrder(routesOf.apply(way.getLast()), query, random)) {
                var next = route.action() == Action.DOMAIN ? Hosts.canonical(route.target()) : "";
                if (next.isEmpty() || way.contains(next) || way.size() > most) {
                    all.add(route);
                } else {
                    var further = new ArrayList<>(way);
                    further.add(next);
                    into(all, further);
                }
            }
        }
    }

    private static boolean fits(Route route, RouteQuery query) {
        return miss(route, query) == null;
    }

    /** Why a rule is not for a call; null when it is. */
    public static @Nullable RouteMiss miss(Route route, RouteQuery query) {
        if (!route.enabled()) return RouteMiss.DISABLED;
        if (route.origin() != Origin.ANY && route.origin() != query.origin()) return RouteMiss.ORIGIN;
        if (!route.providercode().matches(query.providercode())) return RouteMiss.PROVIDERCODE;
        if (!route.from().matches(query.from())) return RouteMiss.FROM;
        return route.to().matches(query.to()) ? null : RouteMiss.TO;
    }
}
