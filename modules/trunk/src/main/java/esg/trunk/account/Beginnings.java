package esg.trunk.account;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * When accounts that come to this node begin to speak to their providers. An account is served at once: calls find it. Its registration
 * and its pings cost many times that, so when thousands come together, as from a node that died (BND-07), these wait until no more
 * come, then begin at a pace. A lone account begins at once. Thread-safe.
 */
public final class Beginnings {
    private static final long TICK_MILLIS = 20;

    /** None has come for so long: all are served. */
    static final long QUIET = TimeUnit.MILLISECONDS.toNanos(300);

    /** Some always come; the first must not wait for the last. */
    static final long AT_LATEST = TimeUnit.SECONDS.toNanos(2);

    private final Executor later;
    private final LongSupplier clock;
    private final int aTick;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private long first;
    private long last;

    /** @param later runs the next tick, {@code TICK_MILLIS} from now */
    Beginnings(int perSecond, Executor later, LongSupplier clock) {
        this.later = later;
        this.clock = clock;
        aTick = (int) Math.max(1, perSecond * TICK_MILLIS / TimeUnit.SECONDS.toMillis(1));
        last = clock.getAsLong() - QUIET;
    }

    /** So many a second, once they have come. */
    public static Beginnings paced(int perSecond, ActorSystem<?> system) {
        var tick = Duration.ofMillis(TICK_MILLIS);
        Executor later = task -> system.scheduler().scheduleOnce(tick, task, system.executionContext());
        return new Beginnings(perSecond, later, System::nanoTime);
    }

    /** An account is served; {@code begin} is run when its turn comes, now or on any thread, so it should only tell an actor. */
    void join(Runnable begin) {
        synchronized (this) {
            long now = clock.getAsLong();
            boolean lone = waiting.isEmpty() && now - last >= QUIET;
            last = now;
            if (!lone) {
                if (waiting.isEmpty()) {
                    first = now;
                    later.execute(this::tick);
                }
                waiting.addLast(begin);
                return;
            }
        }
        begin.run();
    }

    private void tick() {
        turns().forEach(Runnable::run);
    }

    private synchronized List<Runnable> turns() {
        long now = clock.getAsLong();
        var turns = new ArrayList<Runnable>();
        if (now - last >= QUIET || now - first >= AT_LATEST) {
            while (turns.size() < aTick && !waiting.isEmpty()) turns.add(waiting.removeFirst());
        }
        if (!waiting.isEmpty()) later.execute(this::tick);
        return turns;
    }
}
