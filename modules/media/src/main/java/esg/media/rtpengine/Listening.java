package esg.media.rtpengine;

import esg.media.relay.MediaRelay.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Judges by the reports of one session whether its ends are heard. Goes by what has become more from report to report, since the engine's
 * clock may be another. Times are nanoseconds of one clock. Not thread-safe.
 */
final class Listening {
    /** So long one end may be silent while the other is heard: longer than pauses of who sends nothing while nobody speaks. */
    static final Duration ONE_WAY = Duration.ofSeconds(10);

    private final Duration timeout;
    private final Map<End, Long> packets = new EnumMap<>(End.class);
    private final Map<End, Long> heard = new EnumMap<>(End.class);
    private final Set<End> dumb = EnumSet.noneOf(End.class);
    private boolean agreed;
    private boolean silent;

    /** @param timeout after which a session without a packet is dead, 0 for never */
    Listening(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * What is to be told.
     *
     * @param silent nothing has come from either end for too long
     * @param dumb ends that are not heard, while the other is
     */
    record Verdict(boolean silent, List<End> dumb) {}

    /** From now on both ends may speak; or otherwise than before, so that all waiting begins anew. */
    void agreed(long now) {
        agreed = true;
        dumb.clear(); // what was amiss while it rang may be told again
        for (var end : End.values()) heard.put(end, now);
    }

    Verdict report(Report report, long now) {
        for (var end : End.values()) count(end, report.packets(end), now);
        if (!agreed || report.isHeld()) {
            if (agreed) agreed(now); // after a hold both have time to begin
            silent = false;
            return new Verdict(false, List.of());
        }
        boolean was = silent;
        silent = !timeout.isZero()
                && Arrays.stream(End.values()).allMatch(end -> quiet(end, now).compareTo(timeout) >= 0);
        List<End> fallenDumb = new ArrayList<>();
        for (var end : End.values()) {
            boolean otherIsHeard = quiet(end.other(), now).compareTo(ONE_WAY) < 0;
            boolean isDumb = report.speaks(end) && quiet(end, now).compareTo(ONE_WAY) >= 0 && otherIsHeard;
            if (isDumb && dumb.add(end)) fallenDumb.add(end);
        }
        return new Verdict(silent && !was, fallenDumb);
    }

    private void count(End end, long all, long now) {
        var before = packets.put(end, all);
        if (all == (before == null ? 0 : before)) return;
        heard.put(end, now);
        dumb.remove(end);
    }

    private Duration quiet(End end, long now) {
        return Duration.ofNanos(now - heard.getOrDefault(end, now));
    }
}
