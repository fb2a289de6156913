package esg.sip.transport;

import java.util.concurrent.Executor;

/** One I/O thread. What is run here runs one after the other, so it needs no locks. */
public interface Loop extends Executor {
    /** From 0, stable for the life of the transport. */
    int index();

    boolean inLoop();

    /**
     * Runs the task once, not before the given milliseconds have passed and at most about one tick (10 ms) later.
     *
     * @throws IllegalStateException when called from another thread
     */
    Cancellable after(long millis, Runnable task);

    /** Milliseconds of a clock that never goes back; the origin means nothing. */
    long millis();
}
