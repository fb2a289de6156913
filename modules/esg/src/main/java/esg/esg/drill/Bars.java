package esg.esg.drill;

import esg.esg.drill.Outcome.Case;
import java.util.ArrayList;
import java.util.List;

/** What a drill is judged by (design §7); milliseconds. */
final class Bars {
    /** From the signal until the last account of a run is served, p95 of the runs. */
    static final long KILL = 500;

    static final long KILL_COORDINATOR = 700;
    static final long HANG = 900;
    static final long PARTITION = 900;

    /** From the first account that a node gives back until the last one is served. */
    static final long FAILBACK = 1_000;

    /** Worst gap of an account that is handed over, up to {@link #GAP_ACCOUNTS} of them: more share the same processors. */
    static final long GAP = 300;

    static final int GAP_ACCOUNTS = 1_000;

    /** Of the calls established when a node is lost. Where it leaves in order, none. */
    static final double LOST_SHARE = 0.001;

    private Bars() {}

    /** What the outcomes of one case miss, in words; empty when nothing. */
    static List<String> missed(Case what, int accounts, List<Outcome> outcomes) {
        var missed = new ArrayList<String>();
        var whole = Figures.of(outcomes.stream().map(Outcome::whole).toList());
        long bar = limit(what);
        if (bar > 0 && whole.p95() > bar) {
            missed.add(what.text() + ": all served after " + whole.p95() + " ms (p95 of the runs), the bar is " + bar);
        }
        var served = served(outcomes);
        if (handsOver(what) && accounts <= GAP_ACCOUNTS && served.max() > GAP) {
            missed.add(what.text() + ": an account was unserved for " + served.max() + " ms, the bar is " + GAP);
        }
        int doubled = outcomes.stream().mapToInt(Outcome::doubled).sum();
        if (doubled > 0) missed.add(what.text() + ": " + doubled + " double-served packets, the bar is 0");
        int needless = outcomes.stream().mapToInt(Outcome::needless).sum();
        if (needless > 0) missed.add(what.text() + ": " + needless + " accounts moved without need, the bar is 0");
        int silent = outcomes.stream()
                .mapToInt(one -> one.served().size() - one.registered().size())
                .sum();
        if (silent > 0) missed.add(what.text() + ": " + silent + " accounts did not register again, the bar is 0");
        missed.addAll(missedCalls(what, outcomes));
        return List.copyOf(missed);
    }

    private static List<String> missedCalls(Case what, List<Outcome> outcomes) {
        var missed = new ArrayList<String>();
        int calls = outcomes.stream().mapToInt(one -> one.calls().calls()).sum();
        int lost = outcomes.stream().mapToInt(one -> one.calls().lost()).sum();
        int allowed = handsOver(what) ? 0 : (int) (calls * LOST_SHARE);
        if (lost > allowed)
            missed.add(what.text() + ": " + lost + " of " + calls + " calls lost, the bar is " + allowed);
        int silent = outcomes.stream().mapToInt(one -> one.calls().silent()).sum();
        if (silent > 0) missed.add(what.text() + ": " + silent + " callers heard nothing any more, the bar is 0");
        return missed;
    }

    static Figures served(List<Outcome> outcomes) {
        return Figures.of(
                outcomes.stream().flatMap(one -> one.served().stream()).toList());
    }

    private static boolean handsOver(Case what) {
        return what == Case.FAILBACK || what == Case.ROLLING;
    }

    /** 0 for none: a graceful end takes the time its calls take. */
    private static long limit(Case what) {
        return switch (what) {
            case KILL -> KILL;
            case KILL_COORDINATOR -> KILL_COORDINATOR;
            case HANG, HANG_COORDINATOR -> HANG;
            case PARTITION, PARTITION_COORDINATOR -> PARTITION;
            case FAILBACK -> FAILBACK;
            case ROLLING, WATCH_IDLE, WATCH_BUSY -> 0;
        };
    }
}
