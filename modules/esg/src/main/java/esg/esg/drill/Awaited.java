package esg.esg.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting for something the cluster does. */
final class Awaited {
    private static final long LOOK_EVERY_NANOS = 100_000_000;

    private Awaited() {}

    /** Looks whether it has happened; a node that does not answer has not yet. Its failure says that it never will. */
    @FunctionalInterface
    interface Look {
        boolean happened() throws IOException, DrillFailure;
    }

    /** Waits; the failure says what has not happened. */
    static void until(String what, Duration within, Look look) throws DrillFailure {
        if (!happens(within, look)) throw new DrillFailure("not after " + within.toSeconds() + " s: " + what);
    }

    /** False when the time was up first. */
    static boolean happens(Duration within, Look look) throws DrillFailure {
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            try {
                if (look.happened()) return true;
            } catch (IOException _) {
                // A node that is going or coming; asked again.
            }
            if (System.nanoTime() > end || Thread.currentThread().isInterrupted()) return false;
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }
}
