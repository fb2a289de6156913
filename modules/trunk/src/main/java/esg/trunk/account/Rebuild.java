package esg.trunk.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Builds something anew after changes: the first one at once, further ones together a little later. Ten thousand changes cost a few builds,
 * not ten thousand, and leave the processors to what changes.
 */
final class Rebuild {
    private static final long PAUSE_MILLIS = 50;

    private final Executor builder;
    private final Executor later;
    private final Runnable build;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean building = new AtomicBoolean();

    Rebuild(Executor builder, Runnable build) {
        this.builder = builder;
        this.later = CompletableFuture.delayedExecutor(PAUSE_MILLIS, TimeUnit.MILLISECONDS, builder);
        this.build = build;
    }

    void changed() {
        changed.set(true);
        if (building.compareAndSet(false, true)) builder.execute(this::run);
    }

    private void run() {
        while (changed.compareAndSet(true, false)) {
            build.run();
            if (changed.get()) {
                later.execute(this::run);
                return;
            }
        }
        building.set(false);
        if (changed.get() && building.compareAndSet(false, true))
            later.execute(this::run); // a change that came at the very end
    }
}
