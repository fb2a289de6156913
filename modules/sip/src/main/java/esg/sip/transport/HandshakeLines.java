package esg.sip.transport;

import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Which of the failed handshakes get a line in the log: a port on the Internet is knocked at all day. One a minute for each source, told apart
 * by hash in fixed memory, and a number of them a second from all; the rest is counted until the next line.
 */
final class HandshakeLines {
    static final int PER_SECOND = 10;
    private static final int SLOTS = 1 << 10;
    private static final long MINUTE = 60;

    private final LongSupplier second;
    private final AtomicLongArray sources = new AtomicLongArray(SLOTS); // second of the last line, plus one
    private final LongAdder untold = new LongAdder();
    private long current;
    private int taken;

    HandshakeLines() {
        this(() -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()));
    }

    HandshakeLines(LongSupplier second) {
        this.second = second;
    }

    /** How many were left out since the last line; -1 when this one is left out too. */
    long take(InetAddress source) {
        long now = second.getAsLong();
        int slot = (source.hashCode() * 0x9E3779B9 >>> 16) & SLOTS - 1;
        long last = sources.get(slot);
        boolean due = last == 0 || now - (last - 1) >= MINUTE;
        if (!due || !withinRate(now) || !sources.compareAndSet(slot, last, now + 1)) {
            untold.increment();
            return -1;
        }
        return untold.sumThenReset();
    }

    private synchronized boolean withinRate(long now) {
        if (now != current) {
            current = now;
            taken = 0;
        }
        return taken++ < PER_SECOND;
    }
}
