package esg.domain.route;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How rules are tried for a call for help: those that name its number first, whatever fails leads to the next, and nothing that was not
 * written for this very number keeps it from a provider.
 */
public final class Emergency {
    private static final List<Integer> ANY_FAILURE =
            IntStream.rangeClosed(300, 699).boxed().toList();

    private Emergency() {}

    /** Whether a rule is for this one number, written out. */
    public static boolean names(Route route, String called) {
        return route.to().isExact() && route.to().matches(called);
    }

    /** Whether a rule waits until every external one was tried. */
    public static boolean waits(Route route, String called) {
        return route.action() == Action.REJECT && !names(route, called);
    }

    /** Rules that fit, in the order of {@link RouteTable}, as they are tried for this number; a circle of domains ends nothing else. */
    static List<Route> tried(List<Route> fitting, String called) {
        var leading = fitting.stream()
                .filter(route -> route.action() != Action.DOMAIN)
                .toList();
        return heldBack(leading.isEmpty() ? fitting : leading, called).stream()
                .map(route -> route.withFailovercodes(ANY_FAILURE))
                .toList();
    }

    /** The same, each that waits behind the last one that may lead to a provider. */
    static List<Route> heldBack(List<Route> fitting, String called) {
        int last = fitting.size() - 1;
        while (last >= 0 && !mayLeave(fitting.get(last))) last--;
        var ordered = new ArrayList<Route>();
        var held = new ArrayList<Route>();
        for (var route : fitting.subList(0, last + 1)) (waits(route, called) ? held : ordered).add(route);
        ordered.addAll(held);
        ordered.addAll(fitting.subList(last + 1, fitting.size()));
        return ordered;
    }

    private static boolean mayLeave(Route route) {
        return route.action() == Action.EXTERNAL || route.action() == Action.DOMAIN;
    }
}
