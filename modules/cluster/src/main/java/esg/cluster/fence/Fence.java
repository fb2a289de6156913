package esg.cluster.fence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this node may serve: while a quorum of the last agreed membership granted a ping that it sent less than the fence time ago.
 * Members that leave, or are proven dead, are struck off only while the fence is open: a node that slept must not become the
 * majority of what it sees when it wakes. Thread-safe; {@link #isOpen} is one volatile read and one look at the clock.
 */
public final class Fence {
    private static final Logger log = LoggerFactory.getLogger(Fence.class);

    /** A cluster of one asks nobody; 146 years. */
    private static final long ALWAYS = Long.MAX_VALUE / 2;

    private final long lease;
    private final LongSupplier clock;
    private final Map<Long, Long> granted = new HashMap<>();
    private final Set<Long> dead = new HashSet<>();
    private volatile long openUntil;
    private Roll roll = Roll.NONE;
    private Roll agreed = Roll.NONE;
    private long self;
    private boolean admitted;
    private boolean frozen;
    private boolean wasOpen;

    private Fence(Duration lease, LongSupplier clock) {
        this.lease = lease.toNanos();
        this.clock = clock;
        openUntil = clock.getAsLong() - 1;
    }

    /** Closed until the node is a member. */
    public static Fence of(Duration lease) {
        return new Fence(lease, System::nanoTime);
    }

    static Fence of(Duration lease, LongSupplier clock) {
        return new Fence(lease, clock);
    }

    /** Asked before every packet. */
    public boolean isOpen() {
        return openUntil - clock.getAsLong() > 0;
    }

    /** Who we are, before anything else is told. */
    synchronized void self(long uid) {
        self = uid;
    }

    /**
     * The membership as it is now. Who is new counts at once, who is gone stops counting only while the fence is open.
     *
     * @param exited who left in order: we have agreed to that ourselves before, so it holds always
     */
    synchronized void members(Roll now, Set<Long> exited) {
        if (frozen) return;
        agreed = now.without(dead).without(exited);
        roll = roll.with(agreed).without(exited);
        admitted |= now.admits(self);
        settle();
    }

    synchronized void granted(long uid, long sentNanos) {
        if (frozen) return;
        granted.merge(uid, sentNanos, Math::max);
        settle();
    }

    /**
     * Strikes off a member whose process has ended.
     *
     * @return false when it still counts because the fence was not open: we may be the one given up, and the other's death prove nothing
     */
    synchronized boolean dead(long uid) {
        if (frozen || !strike(roll.without(Set.of(uid)))) return false;
        dead.add(uid);
        agreed = agreed.without(dead);
        settle();
        return true;
    }

    /** Time passes. */
    synchronized void tick() {
        if (!frozen) settle();
    }

    /** It can never open again: those left of the last agreed membership are no quorum of it. Only a new start helps. */
    synchronized boolean isStranded() {
        if (frozen || !admitted || isOpen()) return false;
        var left = new HashSet<>(agreed.voters().keySet());
        left.add(self);
        return !roll.quorum(left);
    }

    /** The cluster has given us up, which is never taken back. */
    synchronized void latch(String why) {
        if (latched()) return;
        frozen = true;
        admitted = false;
        openUntil = clock.getAsLong() - 1;
        log.warn("fence shut for good reason={}", why);
    }

    /**
     * The node ends its membership: what it sees of it from now on is only its own end. Alone it may still say goodbye, else what it was
     * granted runs out.
     */
    synchronized void end() {
        if (frozen) return;
        frozen = true;
        log.info("fence counts no more: this node leaves the cluster");
    }

    /** Its process is about to be taken for dead. */
    synchronized void close() {
        if (!roll.alone(self)) latch("this node ends");
    }

    private boolean latched() {
        return frozen && !admitted;
    }

    private void settle() {
        openUntil = until(clock.getAsLong());
        if (!agreed.equals(roll)) strike(agreed);
        long now = clock.getAsLong();
        openUntil = until(now);
        boolean open = openUntil - now > 0;
        if (open != wasOpen)
            log.info(
                    "fence {} votes={}",
                    open ? "opens" : "closes",
                    roll.voters().size());
        wasOpen = open;
    }

    /**
     * Counts by the smaller roll when the fence is open before and after: between two looks at the clock this process may have been
     * stopped for a minute.
     */
    private boolean strike(Roll smaller) {
        var before = roll;
        if (!isOpen()) return false;
        roll = smaller;
        if (isOpen()) return true;
        roll = before;
        return false;
    }

    private long until(long now) {
        if (!admitted) return now - 1;
        if (roll.alone(self)) return now + ALWAYS;
        var with = new HashSet<Long>();
        with.add(self);
        if (roll.quorum(with)) return now + lease; // two nodes, and ours is the lower address
        var newest = new ArrayList<>(granted.entrySet());
        newest.sort((one, other) -> Long.compare(other.getValue() - now, one.getValue() - now));
        for (var grant : newest) {
            with.add(grant.getKey());
            if (roll.quorum(with)) return grant.getValue() + lease;
        }
        return now - 1;
    }
}
