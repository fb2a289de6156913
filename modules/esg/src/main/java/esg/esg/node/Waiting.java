package esg.esg.node;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits on the thread that starts or stops a node, which has nothing else to do. */
final class Waiting {
    private static final long LOOK_EVERY_NANOS = 20_000_000;

    private Waiting() {}

    /** False when the time was up first. */
    static boolean until(BooleanSupplier done, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > end) return false;
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }
}
