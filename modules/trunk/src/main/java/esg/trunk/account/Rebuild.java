package esg.trunk.account;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Builds something anew after changes, one build at a time: ten thousand changes at once cost a few builds, not ten thousand. */
final class Rebuild {
    private final Executor builder;
    private final Runnable build;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final AtomicBoolean building = new AtomicBoolean();

    Rebuild(Executor builder, Runnable build) {
        this.builder = builder;
        this.build = build;
    }

    void changed() {
        changed.set(true);
        if (building.compareAndSet(false, true)) builder.execute(this::run);
    }

    private void run() {
        do {
            while (changed.compareAndSet(true, false)) build.run();
            building.set(false);
        } while (changed.get() && building.compareAndSet(false, true)); // a change that came at the very end
    }
}
