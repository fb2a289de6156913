package esg.cluster.fence;

import esg.cluster.lifeline.Reply;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * What this node has granted to others: whoever got a reply may serve for the fence time, counted from a moment before that reply.
 * Thread-safe.
 */
final class Promises {
    private final long length;
    private final LongSupplier clock;
    private final Map<Long, Long> granted = new HashMap<>();
    private final Set<Long> refused = new HashSet<>();
    private Set<Long> members = Set.of();
    private long lastDeath;
    private boolean anyDeath;

    Promises(Duration fence, Duration margin, LongSupplier clock) {
        this.length = fence.plus(margin).toNanos();
        this.clock = clock;
    }

    synchronized void members(Set<Long> uids) {
        members = Set.copyOf(uids);
        long now = clock.getAsLong();
        granted.values().removeIf(since -> now - since > length); // who has gone may still be asked about
    }

    /** Answers a ping; a grant is noted before it can be on the wire. */
    synchronized Reply pinged(long uid) {
        if (refused.contains(uid)) return Reply.DOWNED;
        if (!members.contains(uid)) return Reply.PRESENT;
        granted.put(uid, clock.getAsLong());
        return Reply.GRANTED;
    }

    /** Never grants to it again. */
    synchronized void refuse(long uid) {
        refused.add(uid);
    }

    /** A peer died: what it promised to others cannot be asked any more, and was promised no later than now. */
    synchronized void died() {
        lastDeath = clock.getAsLong();
        anyDeath = true;
    }

    /** Grants nothing any more; nanoseconds until what was granted, here or by the dead, has run out. */
    synchronized long left(long uid) {
        refused.add(uid);
        long now = clock.getAsLong();
        var since = granted.get(uid);
        long own = since == null ? 0 : since + length - now;
        long dead = anyDeath ? lastDeath + length - now : 0;
        return Math.max(0, Math.max(own, dead));
    }
}
