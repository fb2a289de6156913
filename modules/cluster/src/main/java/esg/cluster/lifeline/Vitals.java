package esg.cluster.lifeline;

import java.util.concurrent.TimeUnit;

/**
 * Judges one incarnation of a peer. Pure: told what happened and when. Silence is the sum of our own rounds, each counted as no more than two
 * intervals: a pause of our own process must not make the others look silent. A process that has just begun loads and compiles its
 * code and stands still for longer than one that has run for a while: whom we have met a moment ago may be silent three times as long.
 */
final class Vitals {
    static final long YOUNG = TimeUnit.SECONDS.toNanos(15);
    private static final int PATIENCE = 3;

    private final long uid;
    private final long interval;
    private final long silence;
    private boolean met;
    private boolean dead;
    private long silentFor;
    private long lastRound;
    private long metAt;

    /** Both times in nanoseconds. */
    Vitals(long uid, long interval, long silence, long now) {
        this.uid = uid;
        this.interval = interval;
        this.silence = silence;
        this.lastRound = now;
    }

    Verdict verdict() {
        if (dead) return Verdict.DEAD;
        boolean young = lastRound - metAt < YOUNG;
        return met && silentFor >= (young ? PATIENCE * silence : silence) ? Verdict.SILENT : Verdict.ALIVE;
    }

    boolean met() {
        return met;
    }

    /** The process that listens there says who it is. One process can listen on a port: another one there means that ours is gone. */
    void answers(long answering) {
        if (answering == uid) {
            if (!met) metAt = lastRound;
            met = true;
            silentFor = 0;
        } else if (met) dead = true; // else it has not listened yet, and the port was somebody's before
    }

    /** Nothing listens there. A process that once listened never stops before it ends. */
    void refused() {
        if (met) dead = true;
    }

    void heard() {
        silentFor = 0;
    }

    void round(long now) {
        silentFor += Math.min(now - lastRound, 2 * interval);
        lastRound = now;
    }
}
