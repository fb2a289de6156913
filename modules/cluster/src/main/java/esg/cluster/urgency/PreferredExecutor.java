package esg.cluster.urgency;

import com.typesafe.config.Config;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for the dispatchers on which nodes agree: gossip, the shards' coordinator and its state, the messages between nodes. A node that
 * takes over begins thousands of accounts at once; each shard's home takes some ten wake-ups on two nodes, and behind the accounts each
 * of them would wait its turn.
 */
public final class PreferredExecutor extends ExecutorServiceConfigurator {
    private static final Logger log = LoggerFactory.getLogger(PreferredExecutor.class);
    private static final int LEAST = 4;
    private static final int KEPT_SECONDS = 60;

    /** Called by Pekko with the dispatcher's own configuration. */
    public PreferredExecutor(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        int size = Math.max(LEAST, Runtime.getRuntime().availableProcessors());
        return () -> {
            var pool = new ThreadPoolExecutor(
                    size, size, KEPT_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), preferred(threads));
            pool.allowCoreThreadTimeOut(true);
            return pool;
        };
    }

    private static ThreadFactory preferred(ThreadFactory threads) {
        return task -> threads.newThread(() -> {
            try {
                Urgency.prefer();
            } catch (RuntimeException
                    | LinkageError e) { // a JVM that keeps us from the C library; without these threads nothing goes on
                log.warn("threads of the cluster run like any other reason={}", e.toString());
            }
            task.run();
        });
    }
}
