package esg.domain.route;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
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
            fitting.sort(Comparator.comparingInt(Route::priority)); // stable: keeps the shuffle inside a priority
        }
        return fitting;
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
