package esg.esg;

import com.typesafe.config.Config;
import esg.esg.node.Node;
import esg.esg.settings.EsgSettings;
import esg.esg.settings.StartFailure;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;

/** The program. */
public final class Main {
    private Main() {}

    /** See {@link Cli}. */
    public static void main(String[] args) {
        System.exit(Cli.execute(Main::run, args));
    }

    /** Runs until SIGTERM or SIGINT; the process then ends with 0 and not with the signal's number, for it did what it was told. */
    private static int run(Config config, EsgSettings settings) throws StartFailure {
        var node = Node.start(config, settings);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            node.close();
                            Runtime.getRuntime().halt(0);
                        },
                        "shutdown"));
        long begun = ManagementFactory.getRuntimeMXBean().getStartTime();
        announce(node.readyLine(System.currentTimeMillis() - begun));
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** Standard output belongs to this line; logs go to standard error. */
    @SuppressWarnings("SystemOut")
    private static void announce(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
