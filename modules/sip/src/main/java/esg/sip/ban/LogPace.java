package esg.sip.ban;

import java.time.InstantSource;

/** Lets so many lines a second into the log: a flood from made-up addresses must not fill it. */
final class LogPace {
    private static final int PER_SECOND = 20;

    private final InstantSource clock;
    private long second;
    private int taken;
    private long missed;

    LogPace(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether one more line may be written. */
    synchronized boolean take() {
        long now = clock.millis() / 1_000;
        if (now != second) {
            second = now;
            taken = 0;
        }
        if (taken < PER_SECOND) {
            taken++;
            return true;
        }
        missed++;
        return false;
    }

    /** Lines that were not written since this was asked last. */
    synchronized long missed() {
        long since = missed;
        missed = 0;
        return since;
    }
}
