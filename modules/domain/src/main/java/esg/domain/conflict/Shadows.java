package esg.domain.conflict;

import esg.domain.border.BorderFilter;
import esg.domain.border.BorderMatch;
import esg.domain.border.BorderRule;
import esg.domain.conflict.Shadowed.Kind;
import esg.domain.normalize.NormalizationRule;
import esg.domain.normalize.Normalizer;
import esg.domain.pattern.Overlap;
import esg.domain.pattern.Overlap.Answer;
import esg.domain.pattern.Pattern;
import esg.domain.route.Action;
import esg.domain.route.Origin;
import esg.domain.route.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Finds rules that never apply because one before them takes all they would. One rule before is looked for, never several together, and
 * only what is certain is told.
 */
public final class Shadows {
    private Shadows() {}

    /** Of the border filter. */
    public static List<Shadowed> border(Collection<BorderRule> rules) {
        return shadowed(
                BorderFilter.of(rules).rules(),
                (first, later) -> takes(first.match(), later.match()),
                (rule, by) -> new Shadowed(Kind.BORDER, "", name(rule), name(by)));
    }

    /** Of normalization: rules of one domain. */
    public static List<Shadowed> normalization(Collection<NormalizationRule> rules) {
        return shadowed(
                Normalizer.inOrder(rules),
                Shadows::takes,
                (rule, by) -> new Shadowed(Kind.NORMALIZATION, rule.d(), name(rule), name(by)));
    }

    /**
     * Of routes: rules of one domain. Only one that rejects keeps the next from being tried, when it comes before it for certain.
     *
     * @param emergency numbers that rules name before patterns are tried
     */
    public static List<Shadowed> routes(Collection<Route> routes, Set<String> emergency) {
        var ordered = routes.stream()
                .filter(Route::enabled)
                .sorted(Comparator.comparingInt(Route::priority).thenComparing(Route::id))
                .toList();
        return shadowed(
                ordered,
                (first, later) -> first.action() == Action.REJECT
                        && first.priority() < later.priority()
                        && takes(first, later)
                        && (first.to().isExact()
                                || !emergency.contains(later.to().text())),
                (rule, by) -> new Shadowed(Kind.ROUTE, rule.d(), name(rule), name(by)));
    }

    private interface Told<T> {
        Shadowed of(T rule, T by);
    }

    private static <T> List<Shadowed> shadowed(List<T> ordered, BiPredicate<T, T> takes, Told<T> told) {
        var found = new ArrayList<Shadowed>();
        for (int later = 1; later < ordered.size(); later++) {
            var rule = ordered.get(later);
            ordered.subList(0, later).stream()
                    .filter(before -> takes.test(before, rule))
                    .findFirst()
                    .ifPresent(by -> found.add(told.of(rule, by)));
        }
        return found;
    }

    private static boolean takes(BorderMatch first, BorderMatch later) {
        return covers(first, later, BorderMatch::address)
                && (first.transport().isEmpty() || first.transport().equals(later.transport()))
                && (first.port() == 0 || first.port() == later.port())
                && covers(first, later, BorderMatch::method)
                && covers(first, later, BorderMatch::fromuser)
                && covers(first, later, BorderMatch::fromdomain)
                && covers(first, later, BorderMatch::touser)
                && covers(first, later, BorderMatch::todomain)
                && covers(first, later, BorderMatch::useragent);
    }

    private static boolean takes(NormalizationRule first, NormalizationRule later) {
        return first.direction() == later.direction()
                && covers(first, later, NormalizationRule::providercode)
                && covers(first, later, rule -> rule.match().from())
                && covers(first, later, rule -> rule.match().to())
                && covers(first, later, rule -> rule.match().ruri());
    }

    private static boolean takes(Route first, Route later) {
        return (first.origin() == Origin.ANY || first.origin() == later.origin())
                && covers(first, later, Route::providercode)
                && covers(first, later, Route::from)
                && covers(first, later, Route::to);
    }

    private static <T> boolean covers(T first, T later, Function<T, Pattern> field) {
        return Overlap.covers(field.apply(first), field.apply(later)) == Answer.YES;
    }

    private static Shadowed.Rule name(BorderRule rule) {
        return new Shadowed.Rule(rule.id(), rule.name());
    }

    private static Shadowed.Rule name(NormalizationRule rule) {
        return new Shadowed.Rule(rule.id(), rule.name());
    }

    private static Shadowed.Rule name(Route rule) {
        return new Shadowed.Rule(rule.id(), rule.name());
    }
}
