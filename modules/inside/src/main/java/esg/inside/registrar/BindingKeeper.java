package esg.inside.registrar;

import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.BindingStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps bindings in the database and reads there what other nodes have granted; one thread does both. What cannot be written now stays
 * here, the newest state of each contact, and is written when the database answers again.
 */
final class BindingKeeper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BindingKeeper.class);
    private static final int BATCH = 500;

    private record Contact(Aor aor, String key) {}

    private record Order(List<Binding> bindings, CompletableFuture<Void> kept) {}

    private final BindingStore store;
    private final Bindings view;
    private final Predicate<Aor> wanted;
    private final ScheduledExecutorService thread;
    private final Queue<Order> orders = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Map<Contact, Binding> unkept = new LinkedHashMap<>(); // this and the next: the thread's own
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private long revision;
    private boolean away;

    private BindingKeeper(BindingStore store, Bindings view, Predicate<Aor> wanted) {
        this.store = store;
        this.view = view;
        this.wanted = wanted;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("esg-bindings").daemon().factory());
    }

    /**
     * Has read what there is when it returns, if the database answers.
     *
     * @param wanted whose bindings may stay
     */
    static BindingKeeper open(BindingStore store, Bindings view, Predicate<Aor> wanted, Duration poll, Duration sweep) {
        var keeper = new BindingKeeper(store, view, wanted);
        keeper.exchange();
        var _ = keeper.thread.scheduleWithFixedDelay(
                keeper::exchange, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
        var _ = keeper.thread.scheduleWithFixedDelay(
                keeper::sweep, sweep.toMillis(), sweep.toMillis(), TimeUnit.MILLISECONDS);
        return keeper;
    }

    /** Completes when they are in the database; never while that is away. Any thread. */
    CompletableFuture<Void> keep(List<Binding> changed) {
        var kept = new CompletableFuture<Void>();
        orders.add(new Order(changed, kept));
        if (woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::exchange);
            } catch (RejectedExecutionException closed) {
                log.debug("binding came while closing");
            }
        }
        return kept;
    }

    private void exchange() {
        try {
            woken.set(false);
            write();
            read();
            if (away) log.info("bindings are kept again");
            away = false;
        } catch (StoreUnavailable e) {
            if (!away) log.warn("bindings cannot be kept; what is known here stands why={}", e.getMessage());
            away = true;
        } catch (RuntimeException bug) { // must not end the exchange
            log.error("bindings cannot be exchanged", bug);
        }
    }

    private void write() {
        for (var order = orders.poll(); order != null; order = orders.poll()) {
            for (var binding : order.bindings()) {
                unkept.merge(
                        new Contact(binding.aor(), binding.key()),
                        binding,
                        (old, now) -> now.supersedes(old) ? now : old);
            }
            waiting.add(order.kept());
        }
        while (!unkept.isEmpty()) {
            var batch = unkept.entrySet().stream().limit(BATCH).toList();
            store.keep(batch.stream().map(Map.Entry::getValue).toList());
            batch.stream().map(Map.Entry::getKey).toList().forEach(unkept::remove);
        }
        waiting.forEach(kept -> kept.complete(null));
        waiting.clear();
    }

    private void read() {
        var changes = store.since(revision);
        view.learn(changes.bindings());
        revision = changes.revision();
    }

    private void sweep() {
        try {
            var ended = view.sweep(wanted);
            for (var binding : ended) log.info("binding ended reason=subscriber-gone aor={}", binding.aor());
            if (!ended.isEmpty()) {
                var _ = keep(ended);
            }
            int forgotten = store.forget(System.currentTimeMillis() - Bindings.REMEMBERED_MILLIS);
            if (forgotten > 0) log.debug("bindings forgotten bindings={}", forgotten);
        } catch (StoreUnavailable e) {
            log.debug("bindings not forgotten why={}", e.getMessage());
        } catch (RuntimeException bug) { // must not end the sweeping
            log.error("bindings cannot be swept", bug);
        }
    }

    /** What was granted is written before it returns, if the database answers. */
    @Override
    public void close() {
        try {
            thread.execute(this::exchange);
            thread.shutdown();
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
