package esg.esg;

import com.typesafe.config.Config;
import esg.admin.rest.AdminToken;
import esg.esg.call.CallRun;
import esg.esg.cluster.ClusterRun;
import esg.esg.demo.Demo;
import esg.esg.drill.Drill;
import esg.esg.explain.NoAnswer;
import esg.esg.explain.NodeQuestions;
import esg.esg.log.NodeLog;
import esg.esg.node.Node;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The program. */
public final class Main {
    private Main() {}

    /** See {@link Cli}. */
    public static void main(String[] args) {
        System.exit(Cli.execute(
                new Starters(
                        Main::run,
                        options -> ClusterRun.run(options, Main::say),
                        options -> Drill.run(options, Main::say),
                        options -> CallRun.run(options, Main::say)),
                args));
    }

    /**
     * Runs until SIGTERM or SIGINT; the process then ends with 0 and not with the signal's number, for it did what it was told. A node that
     * ends by itself ends the process with 1, so that whoever supervises it starts it again.
     */
    private static int run(Config config, EsgSettings settings, boolean demo) throws StartFailure {
        NodeLog.write(settings.logFormat(), settings.node().id());
        var node = Node.start(config, settings);
        var exitCode = new AtomicInteger();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            node.close();
                            Runtime.getRuntime().halt(exitCode.get());
                        },
                        "shutdown"));
        if (demo) demo(node, config, settings);
        long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
        say(node.readyLine(System.currentTimeMillis() - begun));
        if (!node.awaitEnd()) exitCode.set(1);
        return exitCode.get();
    }

    /** A node without its demo serves as well, so that is no reason to end. */
    @SuppressWarnings("SystemOut")
    private static void demo(Node node, Config config, EsgSettings settings) throws StartFailure {
        var port = node.insidePort();
        if (port.isEmpty()) throw new StartFailure("--demo: the inside has no UDP listener (see esg.roles.sg.listen)");
        try {
            var token = AdminToken.of(config.getString("esg.admin.token"), settings.dataDir());
            Demo.prepare(new NodeQuestions(node.rest(), token), port.getAsInt()).forEach(System.err::println);
        } catch (NoAnswer | IOException e) {
            System.err.println("esg: no demo: " + e.getMessage());
        }
    }

    /** Standard output belongs to what an operator reads; logs go to standard error. */
    @SuppressWarnings("SystemOut")
    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
