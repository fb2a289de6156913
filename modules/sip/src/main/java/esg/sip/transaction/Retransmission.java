package esg.sip.transaction;

import esg.sip.transport.Cancellable;
import esg.sip.transport.Loop;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of timers A/B, E/F and G/H in one: repeats at growing intervals until the peer answers or is given up. At any time at most
 * one timer is pending, and on a reliable transport only the one that gives up.
 */
final class Retransmission {
    /** What is repeated, and what is done in the end. */
    interface Owner {
        void retransmit();

        void giveUp();
    }

    private final Loop loop;
    private final Owner owner;
    private final long cap;
    private final long end;
    private final boolean reliable;
    private long interval;
    private @Nullable Cancellable pending;

    /** @param cap longest interval in milliseconds: T2, or no limit for an INVITE (§17.1.1.2) */
    Retransmission(Loop loop, Timers timers, boolean reliable, long cap, Owner owner) {
        this.loop = loop;
        this.owner = owner;
        this.cap = cap;
        this.reliable = reliable;
        this.interval = timers.t1();
        this.end = loop.millis() + timers.giveUp();
        await();
    }

    /** From now on at the longest interval, as a non-INVITE request that was answered provisionally (§17.1.2.2). */
    void slow() {
        interval = cap;
    }

    void stop() {
        if (pending != null) pending.cancel();
        pending = null;
    }

    private void await() {
        long left = end - loop.millis();
        pending = reliable || interval >= left ? loop.after(left, this::last) : loop.after(interval, this::again);
    }

    private void again() {
        interval = Math.min(2 * interval, cap);
        await(); // before the owner acts, who may stop it
        owner.retransmit();
    }

    private void last() {
        pending = null;
        owner.giveUp();
    }
}
