package esg.esg.drill;

import esg.esg.cluster.ClusterOptions;
import esg.esg.cluster.ClusterPlan;
import esg.esg.cluster.ClusterRun;
import esg.esg.cluster.LocalCluster;
import esg.esg.drill.Outcome.Case;
import esg.esg.settings.StartFailure;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** {@code ./esg drill}: starts a cluster, does its worst to it, and prints what came of it. */
public final class Drill {
    /** A bar was missed. */
    public static final int MISSED = 3;

    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(2);

    /** Every packet of ten thousand accounts on one disk, three times. */
    private static final List<String> SETS = List.of("esg.roles.esg.log_trn=off");

    private final DrillOptions options;
    private final Consumer<String> out;
    private final Field field;
    private final Cases cases;
    private final List<Outcome> outcomes = new ArrayList<>();
    private Owners home;

    private Drill(DrillOptions options, Consumer<String> out, Field field) throws DrillFailure {
        this.options = options;
        this.out = out;
        this.field = field;
        this.cases = new Cases(field);
        home = field.settle(WHOLE_WITHIN);
    }

    /**
     * Does the drill and ends the cluster.
     *
     * @return exit code: 0, or {@link #MISSED}
     * @throws StartFailure when the cluster does not start
     * @throws DrillFailure when a case cannot be done to its end
     */
    public static int run(DrillOptions options, Consumer<String> out) throws StartFailure, DrillFailure {
        var ground = Ground.of(options.kind(), options.cluster().nodes());
        var plan = plan(options.cluster(), ground);
        var exitCode = new AtomicInteger(1);
        var cluster = new LocalCluster(plan, _ -> {});
        ClusterRun.closeAtEnd(
                () -> {
                    cluster.close();
                    ground.close();
                },
                exitCode);
        out.accept(plan.nodes().size() + " nodes start in " + plan.dir());
        cluster.start("");
        try (var field = Field.open(cluster, ground, options)) {
            out.accept(options.accounts() + " accounts register");
            field.populate();
            var drill = new Drill(options, out, field);
            drill.runs();
            exitCode.set(drill.report());
        }
        return exitCode.get();
    }

    /** A directory of its own: no account of an earlier drill, and all logs afterwards. */
    private static ClusterPlan plan(ClusterOptions given, Ground ground) {
        var now = LocalDateTime.now(ZoneId.systemDefault());
        var name = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(now);
        var sets = new ArrayList<>(SETS);
        sets.addAll(given.sets());
        var options = new ClusterOptions(given.nodes(), "", given.dir().resolve(name), given.offset(), sets);
        return ClusterPlan.of(options, ground.inside(), ground.homes());
    }

    private void runs() throws DrillFailure {
        out.accept("accounts by roleid: " + home.spread());
        for (int run = 1; run <= options.runs(); run++) {
            out.accept("run " + run + " of " + options.runs());
            switch (options.kind()) {
                case FAILOVER -> failover();
                case FAILBACK -> failback();
                case HANG -> hang();
                case PARTITION -> partition();
                case ROLLING -> rolling();
                case WATCH -> watch();
            }
        }
    }

    private void failover() throws DrillFailure {
        int node = field.youngest();
        note(cases.kill(Case.KILL, node));
        repair(node);
        int coordinator = field.oldest();
        note(cases.kill(Case.KILL_COORDINATOR, coordinator));
        repair(coordinator);
    }

    private void failback() throws DrillFailure {
        int node = field.youngest();
        cases.kill(Case.KILL, node);
        note(cases.comesBackUnderCalls(node, home));
    }

    private void hang() throws DrillFailure {
        int node = field.youngest();
        note(cases.hang(Case.HANG, node));
        repair(node);
        int coordinator = field.oldest();
        note(cases.hang(Case.HANG_COORDINATOR, coordinator));
        repair(coordinator);
    }

    private void partition() throws DrillFailure {
        int node = field.youngest();
        note(cases.cut(Case.PARTITION, node));
        repair(node);
        int coordinator = field.oldest();
        note(cases.cut(Case.PARTITION_COORDINATOR, coordinator));
        repair(coordinator);
    }

    private void rolling() throws DrillFailure {
        for (int node : field.all()) {
            var traffic = field.traffic();
            var gone = cases.terminate(node);
            var back = cases.comesBack(node, home);
            note(gone.with(traffic.end()));
            note(back);
        }
    }

    private void watch() throws DrillFailure {
        var time = options.load().watch();
        out.accept("watched for " + time.toSeconds() + " s, idle");
        note(cases.watch(Case.WATCH_IDLE, time));
        try (var _ = Busy.begin()) {
            out.accept("watched for " + time.toSeconds() + " s, all processors busy");
            note(cases.watch(Case.WATCH_BUSY, time));
        }
    }

    private void repair(int node) throws DrillFailure {
        cases.comesBack(node, home);
    }

    private void note(Outcome outcome) {
        outcomes.add(outcome);
        out.accept("  " + outcome.what().text() + ": " + outcome.served().size() + " accounts moved, all served after "
                + outcome.whole() + " ms, double-served packets " + outcome.doubled() + ", calls "
                + outcome.calls().calls() + ", lost " + outcome.calls().lost());
        if (!outcome.calls().why().isEmpty())
            out.accept("    lost: " + outcome.calls().reasons());
    }

    private int report() {
        Report.lines(options.accounts(), outcomes).forEach(out);
        boolean missed = !Report.missed(options.accounts(), outcomes).isEmpty();
        return options.bars() && missed ? MISSED : 0;
    }
}
