package esg.sip.border;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many BANNED lines a second the packet log gets: a few of each source, so that an operator sees them all, and not more than the disk
 * bears of a flood. Sources are told apart by their hash, in fixed memory: two that share one share its lines.
 */
final class BannedLines {
    static final int PER_SOURCE = 10;
    static final int PER_NODE = 1_000;
    private static final int SLOTS = 1 << 12;

    /** Second in the upper half, lines taken in it in the lower one. */
    private final AtomicLongArray sources = new AtomicLongArray(SLOTS);

    private final AtomicLong node = new AtomicLong();

    /** Whether one more line may be written in this second. */
    boolean take(InetAddress source, int second) {
        int slot = spread(source.hashCode()) & SLOTS - 1;
        if (taken(sources.get(slot), second) >= PER_SOURCE || taken(node.get(), second) >= PER_NODE) return false;
        return taken(sources.accumulateAndGet(slot, second, BannedLines::more), second) <= PER_SOURCE
                && taken(node.accumulateAndGet(second, BannedLines::more), second) <= PER_NODE;
    }

    private static int taken(long slot, int second) {
        return (int) (slot >>> 32) == second ? (int) slot : 0;
    }

    private static long more(long slot, long second) {
        return second << 32 | taken(slot, (int) second) + 1L;
    }

    /** Neighbours in a network differ in their last bits alone. */
    private static int spread(int hash) {
        return hash * 0x9E3779B9 >>> 16;
    }
}
