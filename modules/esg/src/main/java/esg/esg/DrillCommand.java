package esg.esg;

import esg.esg.drill.Drill;
import esg.esg.drill.DrillFailure;
import esg.esg.drill.DrillOptions;
import esg.esg.drill.Kind;
import esg.esg.settings.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures what a cluster does when nodes fail. */
@Command(
        name = "drill",
        description = {
            "Starts a cluster on this machine with accounts registered at a registrar of the drill's own, lets nodes"
                    + " fail,",
            "and prints how long accounts were unserved (min/median/p95/max, ms) and packets of two owners at once.",
            "Exit code " + Drill.MISSED + " when a bar is missed; docs/failover.md says what the columns mean."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class DrillCommand implements Callable<Integer> {
    private final Starters.Drills starter;

    @Parameters(
            paramLabel = "KIND",
            description = {
                "failover: kill -9 a node, then the coordinator's.",
                "failback: a killed node comes back.",
                "hang: SIGSTOP a node, then the coordinator's, and SIGCONT when others serve.",
                "partition: cut a node off from the others, then the coordinator's; takes root.",
                "rolling: SIGTERM and restart one node after the other.",
                "watch: do nothing, idle and with busy processors; no node must be given up."
            })
    private String kind = "";

    @Option(
            names = "--accounts",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Registered accounts. Default: ${DEFAULT-VALUE}.")
    private int accounts;

    @Option(
            names = "--runs",
            paramLabel = "K",
            defaultValue = "1",
            description = "How often each case is done. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "100",
            description = "Calls there are when a node is lost, each tenth ringing. Default: ${DEFAULT-VALUE}.")
    private int calls;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "Calls a second while nodes are restarted (rolling). Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "10",
            description = "How long to watch, idle and then busy (watch). Default: ${DEFAULT-VALUE}.")
    private int minutes;

    @Option(
            names = "--known",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "How long a node runs at least before it is to hang or to be cut off; others bear with one"
                    + " they have just met (hang, partition). Default: ${DEFAULT-VALUE}.")
    private int known;

    @Option(names = "--no-bars", description = "Only prints: a missed bar is no failure.")
    private boolean noBars;

    @Mixin
    private final ClusterCommand.Nodes nodes = new ClusterCommand.Nodes();

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "data/drill",
            description = "Gets a directory for each drill with data and logs of its nodes. Default: ${DEFAULT-VALUE}.")
    private Path dir = Path.of("data/drill");

    DrillCommand(Starters.Drills starter) {
        this.starter = starter;
    }

    @Override
    public Integer call() throws StartFailure, DrillFailure {
        return starter.run(options());
    }

    private DrillOptions options() {
        var what = Kind.of(kind).orElseThrow(() -> nodes.wrong(kind + ": must be " + kinds()));
        if (accounts < 1 || accounts > DrillOptions.MOST_ACCOUNTS) {
            throw nodes.wrong("--accounts " + accounts + ": must be 1 to " + DrillOptions.MOST_ACCOUNTS);
        }
        if (runs < 1) throw nodes.wrong("--runs " + runs + ": must be at least 1");
        if (calls < 0 || calls > DrillOptions.MOST_CALLS) {
            throw nodes.wrong("--calls " + calls + ": must be 0 to " + DrillOptions.MOST_CALLS);
        }
        if (rate < 1 || rate > DrillOptions.MOST_RATE) {
            throw nodes.wrong("--rate " + rate + ": must be 1 to " + DrillOptions.MOST_RATE);
        }
        if (minutes < 1) throw nodes.wrong("--minutes " + minutes + ": must be at least 1");
        if (known < 0) throw nodes.wrong("--known " + known + ": must be at least 0");
        var load = new DrillOptions.Load(calls, rate, Duration.ofMinutes(minutes), Duration.ofSeconds(known));
        var cluster = nodes.options("", dir);
        if (cluster.nodes() < DrillOptions.LEAST_NODES) {
            throw nodes.wrong("--nodes " + cluster.nodes() + ": a drill needs " + DrillOptions.LEAST_NODES);
        }
        return new DrillOptions(what, accounts, runs, !noBars, load, cluster);
    }

    private static String kinds() {
        return Arrays.stream(Kind.values()).map(Kind::token).collect(Collectors.joining(", "));
    }
}
