package esg.esg.drill;

import esg.esg.drill.Outcome.Case;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The table a drill ends with. Times as min/median/p95/max in milliseconds. */
final class Report {
    private Report() {}

    /** Lines to print, with what misses a bar after them. */
    static List<String> lines(int accounts, List<Outcome> outcomes) {
        var lines = new ArrayList<String>();
        lines.add(row("case", "runs", "moved", "served", "all served", "re-registered", "double", "needless"));
        byCase(outcomes)
                .forEach((what, runs) -> lines.add(row(
                        what.text(),
                        runs.size(),
                        Bars.served(runs).count(),
                        Bars.served(runs).text(),
                        Figures.of(runs.stream().map(Outcome::whole).toList()).text(),
                        Figures.of(runs.stream()
                                        .flatMap(run -> run.registered().stream())
                                        .toList())
                                .text(),
                        runs.stream().mapToInt(Outcome::doubled).sum(),
                        runs.stream().mapToInt(Outcome::needless).sum())));
        lines.addAll(missed(accounts, outcomes));
        return List.copyOf(lines);
    }

    /** What misses a bar; empty when nothing. */
    static List<String> missed(int accounts, List<Outcome> outcomes) {
        var missed = new ArrayList<String>();
        byCase(outcomes).forEach((what, runs) -> missed.addAll(Bars.missed(what, accounts, runs)));
        return List.copyOf(missed);
    }

    private static Map<Case, List<Outcome>> byCase(List<Outcome> outcomes) {
        Map<Case, List<Outcome>> cases = new EnumMap<>(Case.class);
        for (var outcome : outcomes)
            cases.computeIfAbsent(outcome.what(), _ -> new ArrayList<>()).add(outcome);
        return cases;
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-26s  %4s  %6s  %-23s  %-23s  %-23s  %6s  %8s", cells)
                .stripTrailing();
    }
}
