package esg.store.config;

import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.config.Config;
import esg.domain.config.ConfigChange;
import esg.domain.config.ConfigFeed;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots of the configuration. One thread asks for the revision, loads what is above its own, and tells the
 * listeners; own writes wait for a turn of that thread instead of the next tick. While the database is away the last
 * snapshot stands.
 */
public final class PolledFeed implements ConfigFeed, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolledFeed.class);

    /** Equal only to itself: the same listener may subscribe twice. */
    private static final class Subscription {
        private final Consumer<ConfigChange> listener;

        Subscription(Consumer<ConfigChange> listener) {
            this.listener = listener;
        }
    }

    private final Database database;
    private final Loaded loaded;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService thread;
    private volatile Config current = Config.EMPTY;
    private volatile @Nullable Thread self;
    private boolean away; // told in the log once per outage; the feed's thread only

    private PolledFeed(Database database, Loaded loaded) {
        this.database = database;
        this.loaded = loaded;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var made = Thread.ofPlatform().name("esg-config-feed").daemon().unstarted(task);
            self = made;
            return made;
        });
    }

    /** A feed that has loaded everything; throws {@link StoreUnavailable} when it cannot. */
    public static PolledFeed open(Database database, Tables tables, Duration poll) {
        var feed = new PolledFeed(database, new Loaded(tables));
        try {
            feed.catchUp();
        } catch (RuntimeException e) {
            feed.close();
            throw e;
        }
        var _ = feed.thread.scheduleWithFixedDelay(feed::poll, poll.toMillis(), poll.toMillis(), TimeUnit.MILLISECONDS);
        return feed;
    }

    @Override
    public Config current() {
        return current;
    }

    @Override
    public AutoCloseable subscribe(Consumer<ConfigChange> listener) {
        var subscription = new Subscription(listener);
        subscriptions.add(subscription);
        return () -> subscriptions.remove(subscription);
    }

    /** Returns when everything committed before the call is in {@link #current} and listeners were told. */
    void refresh() {
        if (Thread.currentThread() == self) {
            poll();
            return;
        }
        try {
            thread.submit(this::poll).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the write stands; the next tick shows it
        } catch (RejectedExecutionException e) {
            log.debug("write came while closing");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) thread.shutdownNow();
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void poll() {
        try {
            catchUp();
            if (away) log.info("configuration is read again revision={}", current.revision());
            away = false;
        } catch (StoreUnavailable e) {
            if (!away) log.warn("configuration cannot be read; the last one stands why={}", e.getMessage());
            away = true;
        } catch (RuntimeException e) { // a bug here must not end the polling
            log.error("configuration cannot be read; the last one stands", e);
        }
    }

    private void catchUp() {
        long known = current.revision();
        long there = database.ask(Database::revision);
        if (there == known) return;
        if (there < known) loaded.clear(); // the database was put back to an earlier state
        var before = current;
        var after = database.read(loaded::catchUp);
        current = after;
        var changed = changed(before.accounts(), after.accounts());
        log.debug("configuration changed revision={} accounts={}", after.revision(), changed.size());
        tell(new ConfigChange(before, after, changed));
    }

    /** Accounts that nobody wrote to are the same object in both, so this is quick. */
    private static Set<AccountId> changed(Map<AccountId, Account> before, Map<AccountId, Account> after) {
        var changed = new HashSet<AccountId>();
        after.forEach((id, account) -> {
            var old = before.get(id);
            if (!account.equals(old)) changed.add(id);
        });
        for (var id : before.keySet()) if (!after.containsKey(id)) changed.add(id);
        return changed;
    }

    private void tell(ConfigChange change) {
        for (var subscription : subscriptions) {
            try {
                subscription.listener.accept(change);
            } catch (RuntimeException e) { // one listener's bug is not the others' trouble
                log.error(
                        "listener failed on a configuration change revision={}",
                        change.after().revision(),
                        e);
            }
        }
    }
}
