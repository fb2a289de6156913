package esg.trunk.call;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import esg.sip.transport.Loop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;

/**
 * Lets a call's actor run on the I/O loop that reads the call's packets, so that no other thread is woken for it (ADR 5). Pekko makes
 * an executor from configuration alone, hence the registry by edge name.
 */
public final class LoopExecutor extends ExecutorServiceConfigurator {
    private static final Map<String, IntFunction<? extends Executor>> EDGES = new ConcurrentHashMap<>();
    private final Config config;

    /** Called by Pekko with the dispatcher's own configuration. */
    public LoopExecutor(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        this.config = config;
    }

    /** Dispatcher definitions for {@code loops} loops of the edge called {@code edge}; to be merged into the actor system's config. */
    public static Config dispatchers(String edge, int loops, IntFunction<? extends Executor> loopOf) {
        EDGES.put(edge, loopOf);
        var settings = new HashMap<String, Object>();
        for (int i = 0; i < loops; i++) {
            settings.put(
                    path(i),
                    Map.of(
                            "type",
                            "Dispatcher",
                            "executor",
                            LoopExecutor.class.getName(),
                            "throughput",
                            64,
                            "edge",
                            edge,
                            "loop",
                            i));
        }
        return ConfigFactory.parseMap(settings);
    }

    /** Forgets an edge that has closed. */
    public static void forget(String edge) {
        EDGES.remove(edge);
    }

    /** The dispatcher whose thread is this loop. */
    public static DispatcherSelector on(Loop loop) {
        return DispatcherSelector.fromConfig(path(loop.index()));
    }

    private static String path(int loop) {
        return "esg-loop-" + loop;
    }

    @Override
    public ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory threads) {
        var loops = EDGES.get(config.getString("edge"));
        if (loops == null) throw new IllegalStateException("no edge called " + config.getString("edge") + " is open");
        int loop = config.getInt("loop");
        return () -> new OnLoop(loops.apply(loop));
    }

    /** The loop belongs to the edge: Pekko may ask this executor to end, the loop goes on. */
    private static final class OnLoop extends AbstractExecutorService {
        private final Executor loop;
        private volatile boolean down;

        OnLoop(Executor loop) {
            this.loop = loop;
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public void shutdown() {
            down = true;
        }

        @Override
        public List<Runnable> shutdownNow() {
            down = true;
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return down;
        }

        @Override
        public boolean isTerminated() {
            return down;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return down;
        }
    }
}
