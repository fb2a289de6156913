package esg.domain.border;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Networks of one address family with a rank each, as a sorted line of ranges: for an address the lowest rank of all
 * networks that hold it, in the time of a binary search and without an object. Networks never cross, one holds the
 * other or they are apart, which makes the ranges few.
 */
final class AddressRanges {
    /** No network holds the address. */
    static final int NONE = Integer.MAX_VALUE;

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};
    private static final Comparator<Entry> OUTER_FIRST = Comparator.<Entry>comparingLong(
                    entry -> entry.high + Long.MIN_VALUE)
            .thenComparingLong(entry -> entry.low + Long.MIN_VALUE)
            .thenComparingInt(Entry::bits);

    private final long[] highs;
    private final long[] lows;
    private final int[] ranks;

    private AddressRanges(List<Start> starts) {
        highs = starts.stream().mapToLong(Start::high).toArray();
        lows = starts.stream().mapToLong(Start::low).toArray();
        ranks = starts.stream().mapToInt(Start::rank).toArray();
    }

    /** A network of {@code bits} leading bits of 128, its other bits zero; IPv4 stands in the last 32, in the form of {@link #bytes}. */
    record Entry(long high, long low, int bits, int rank) {
        /** @param bits of the address as it is written, so up to 32 or up to 128 */
        static Entry of(InetAddress prefix, int bits, int rank) {
            var bytes = prefix.getAddress();
            int all = bytes.length == 4 ? bits + 96 : bits;
            long highMask = all >= 64 ? -1 : all == 0 ? 0 : -1L << (64 - all);
            long lowMask = all <= 64 ? 0 : all == 128 ? -1 : -1L << (128 - all);
            return new Entry(AddressRanges.high(bytes) & highMask, AddressRanges.low(bytes) & lowMask, all, rank);
        }

        private long lastHigh() {
            return bits >= 64 ? high : bits == 0 ? -1 : high | -1L >>> bits;
        }

        private long lastLow() {
            return bits <= 64 ? -1 : bits == 128 ? low : low | -1L >>> (bits - 64);
        }
    }

    private record Start(long high, long low, int rank) {}

    private record Open(Entry entry, int rank) {}

    static AddressRanges of(List<Entry> entries) {
        var sorted = new ArrayList<>(entries);
        sorted.sort(OUTER_FIRST);
        var starts = new ArrayList<Start>();
        Deque<Open> open = new ArrayDeque<>();
        for (var entry : sorted) {
            while (!open.isEmpty() && isBefore(open.getLast().entry, entry)) close(open, starts);
            int outer = open.isEmpty() ? NONE : open.getLast().rank;
            var opened = new Open(entry, Math.min(outer, entry.rank));
            open.addLast(opened);
            start(starts, new Start(entry.high, entry.low, opened.rank));
        }
        while (!open.isEmpty()) close(open, starts);
        return new AddressRanges(starts);
    }

    private static boolean isBefore(Entry entry, Entry later) {
        int high = Long.compareUnsigned(entry.lastHigh(), later.high);
        return high < 0 || high == 0 && Long.compareUnsigned(entry.lastLow(), later.low) < 0;
    }

    private static void close(Deque<Open> open, List<Start> starts) {
        var closed = open.removeLast().entry;
        long low = closed.lastLow() + 1;
        long high = closed.lastHigh() + (low == 0 ? 1 : 0);
        if (low == 0 && high == 0) return; // the last of all addresses
        start(starts, new Start(high, low, open.isEmpty() ? NONE : open.getLast().rank));
    }

    private static void start(List<Start> starts, Start next) {
        if (!starts.isEmpty() && starts.getLast().high == next.high && starts.getLast().low == next.low) {
            starts.removeLast();
        }
        starts.addLast(next);
    }

    /** Lowest rank of the networks that hold this address, or {@link #NONE}; an address as {@link #bytes} gives it. */
    int rank(byte[] address) {
        long high = high(address);
        long low = low(address);
        int from = 0;
        int to = ranks.length - 1;
        while (from <= to) {
            int middle = (from + to) >>> 1;
            int order = Long.compareUnsigned(highs[middle], high);
            if (order == 0) order = Long.compareUnsigned(lows[middle], low);
            if (order <= 0) from = middle + 1;
            else to = middle - 1;
        }
        return to < 0 ? NONE : ranks[to];
    }

    /** Of IPv4 the four, also where it comes as IPv6 (RFC 4291 §2.5.5.2). */
    static byte[] bytes(InetAddress address) {
        var bytes = address.getAddress();
        if (bytes.length == 4) return bytes;
        for (int i = 0; i < MAPPED.length; i++) if (bytes[i] != MAPPED[i]) return bytes;
        return new byte[] {bytes[12], bytes[13], bytes[14], bytes[15]};
    }

    private static long high(byte[] address) {
        return address.length == 4 ? 0 : eight(address, 0);
    }

    private static long low(byte[] address) {
        if (address.length != 4) return eight(address, 8);
        return (address[0] & 0xffL) << 24 | (address[1] & 0xffL) << 16 | (address[2] & 0xffL) << 8 | address[3] & 0xffL;
    }

    private static long eight(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) value = value << 8 | bytes[i] & 0xffL;
        return value;
    }
}
