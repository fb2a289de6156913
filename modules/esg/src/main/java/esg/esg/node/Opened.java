package esg.esg.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the other order; one that fails to close does not keep the others open. */
final class Opened {
    private static final Logger log = LoggerFactory.getLogger(Opened.class);
    private static final Duration SYSTEM_ENDS_WITHIN = Duration.ofSeconds(20);
    private final Deque<Named> opened = new ArrayDeque<>();

    private record Named(String name, AutoCloseable what) {}

    <T extends AutoCloseable> T keep(String name, T what) {
        opened.push(new Named(name, what));
        return what;
    }

    <T extends ActorSystem<?>> T keep(T system) {
        opened.push(new Named("actor system", () -> {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().get(SYSTEM_ENDS_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        }));
        return system;
    }

    void close() {
        while (!opened.isEmpty()) close(opened.pop());
    }

    private static void close(Named named) {
        try {
            named.what.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            log.warn("not closed in time what=\"{}\"", named.name, e);
        } catch (Exception e) {
            log.warn("close failed what=\"{}\"", named.name, e);
        }
    }
}
