package esg.media.bgmg;

import esg.media.relay.MediaRelay.End;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Decides when a session is silent, or only one end is heard. Times are of {@link System#nanoTime}. */
final class Alarm {
    /** What there is to say. */
    enum Verdict {
        FINE,
        SILENT,
        CALLER_DUMB,
        CALLEE_DUMB
    }

    private final long timeout;
    private final long oneWay;
    private boolean bothSpeak;
    private long since;
    private boolean saidSilent;
    private final Set<End> saidDumb = EnumSet.noneOf(End.class);

    /** Zero for never. */
    Alarm(Duration timeout, Duration oneWay) {
        this.timeout = timeout.toNanos();
        this.oneWay = oneWay.toNanos();
    }

    /** Whether both ends are to speak from now on: while one is on hold nothing is amiss. */
    void agreed(boolean both, long now) {
        if (both) {
            since = now; // what was amiss while it rang may be told again
            saidSilent = false;
            saidDumb.clear();
        }
        bothSpeak = both;
    }

    /**
     * Asked every while.
     *
     * @param anything when the last packet of any kind came
     * @param caller when speech came from it last
     */
    Verdict look(long now, long anything, long caller, long callee) {
        if (!bothSpeak) return Verdict.FINE;
        boolean silent = timeout > 0 && now - later(since, anything) >= timeout;
        if (!silent) saidSilent = false;
        else if (!saidSilent) {
            saidSilent = true;
            return Verdict.SILENT;
        }
        if (isDumb(End.CALLER, now, caller, callee)) return Verdict.CALLER_DUMB;
        return isDumb(End.CALLEE, now, callee, caller) ? Verdict.CALLEE_DUMB : Verdict.FINE;
    }

    private boolean isDumb(End end, long now, long own, long others) {
        boolean missing = oneWay > 0 && now - later(since, own) >= oneWay;
        if (!missing) saidDumb.remove(end);
        return missing && now - others < oneWay && saidDumb.add(end);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
