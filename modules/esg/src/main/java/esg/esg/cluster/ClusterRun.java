package esg.esg.cluster;

import esg.esg.settings.StartFailure;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** {@code ./esg cluster}: a cluster in the foreground until SIGTERM or Ctrl-C. */
public final class ClusterRun {
    private ClusterRun() {}

    /**
     * Returns when every node has ended. Told to end, the process ends them and then itself, with 0.
     *
     * @return exit code of the process
     * @throws StartFailure in words for the operator; whatever was started before ends with the process
     */
    public static int run(ClusterOptions options, Consumer<String> out) throws StartFailure {
        if (NodePorts.highest(options.nodes(), options.offset()) > 65_535) {
            throw new StartFailure("--offset " + options.offset() + ": the ports of " + options.nodes()
                    + " nodes would end beyond 65535");
        }
        var plan = ClusterPlan.of(options, "0.0.0.0");
        var cluster = new LocalCluster(plan, out);
        var exitCode = new AtomicInteger();
        closeAtEnd(cluster::close, exitCode);
        try {
            cluster.start(options.postgres());
            out.accept(whatNext(plan));
            cluster.awaitEnd();
        } catch (StartFailure e) {
            if (cluster.isClosing()) return 0; // told to end while it started
            exitCode.set(1);
            throw e;
        }
        if (!cluster.isClosing()) exitCode.set(1);
        return exitCode.get();
    }

    /** On SIGTERM and Ctrl-C, and when {@link #run} has returned: the process is not over before its children are. */
    public static void closeAtEnd(Runnable close, AtomicInteger exitCode) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            close.run();
                            Runtime.getRuntime().halt(exitCode.get());
                        },
                        "shutdown"));
    }

    private static String whatNext(ClusterPlan plan) {
        var url = plan.nodes().getFirst().url();
        return "token in " + plan.token() + "; nodes at " + url + "/rest/v1/master/nodes, REST by hand at " + url
                + "/api; logs in " + plan.dir() + "/esg*/log; kill -9 $(cat " + plan.dir()
                + "/esg1/pid) shows a failover; Ctrl-C ends all";
    }
}
