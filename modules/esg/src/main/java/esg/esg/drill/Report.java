package esg.esg.drill;

import esg.esg.drill.Outcome.Case;
import esg.esg.drill.calls.Tally;
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
        if (outcomes.stream().anyMatch(one -> one.calls().calls() > 0)) lines.addAll(calls(outcomes));
        lines.addAll(missed(accounts, outcomes));
        return List.copyOf(lines);
    }

    private static List<String> calls(List<Outcome> outcomes) {
        var lines = new ArrayList<String>();
        lines.add(callsRow("case", "calls", "lost", "silent", "both ends told"));
        byCase(outcomes).forEach((what, runs) -> {
            var tallies = runs.stream().map(Outcome::calls).toList();
            lines.add(callsRow(
                    what.text(),
                    tallies.stream().mapToInt(Tally::calls).sum(),
                    tallies.stream().mapToInt(Tally::lost).sum(),
                    tallies.stream().mapToInt(Tally::silent).sum(),
                    Figures.of(tallies.stream()
                                    .flatMap(tally -> tally.told().stream())
                                    .toList())
                            .text()));
        });
        return lines;
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

    private static String callsRow(Object... cells) {
        return String.format(Locale.ROOT, "%-26s  %6s  %6s  %6s  %-23s", cells).stripTrailing();
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-26s  %4s  %6s  %-23s  %-23s  %-23s  %6s  %8s", cells)
                .stripTrailing();
    }
}
