package esg.sip.alg;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An IPv6 address read from bytes without an exception for what is none: the times of day in a flood of packets look like addresses too.
 *
 * @param groups eight numbers of 16 bits
 */
record Ipv6Text(List<Integer> groups) {
    private static final int GROUPS = 8;

    static Ipv6Text of(InetAddress address) {
        var bytes = address.getAddress();
        return new Ipv6Text(IntStream.range(0, GROUPS)
                .mapToObj(i -> (bytes[2 * i] & 0xff) << 8 | bytes[2 * i + 1] & 0xff)
                .toList());
    }

    /** Null when the bytes are no address of RFC 4291 §2.2, forms 1 and 2. */
    static @Nullable Ipv6Text read(byte[] text, int start, int end) {
        var groups = new int[GROUPS];
        int count = 0;
        int gap = -1;
        int at = start;
        if (isGap(text, at, end)) {
            gap = 0;
            at += 2;
        }
        while (at < end) {
            int digits = at;
            int value = 0;
            while (at < end && digit(text[at]) >= 0) value = (value << 4 | digit(text[at++])) & 0xfffff;
            if (at == digits || at - digits > 4 || count == GROUPS) return null;
            groups[count++] = value;
            if (at == end) break;
            if (text[at] != ':') return null;
            boolean another = isGap(text, at, end);
            if (another && gap >= 0 || !another && at + 1 == end) return null;
            if (another) gap = count;
            at += another ? 2 : 1;
        }
        if (gap < 0 ? count < GROUPS : count == GROUPS) return null;
        return new Ipv6Text(spread(groups, count, gap));
    }

    private static boolean isGap(byte[] text, int at, int end) {
        return at + 1 < end && text[at] == ':' && text[at + 1] == ':';
    }

    private static List<Integer> spread(int[] groups, int count, int gap) {
        var all = new int[GROUPS];
        int before = gap < 0 ? count : gap;
        System.arraycopy(groups, 0, all, 0, before);
        System.arraycopy(groups, before, all, GROUPS - (count - before), count - before);
        return Arrays.stream(all).boxed().toList();
    }

    static int digit(byte b) {
        if (b >= '0' && b <= '9') return b - '0';
        int lower = b | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** {@code 2001:db8:0:0:0:0:0:1}, as the JDK writes it and we in our messages. */
    String full() {
        return text(0, GROUPS);
    }

    /** {@code 2001:db8::1} (RFC 5952 §4.2: the longest run of zeros, the first of equal ones, at least two). */
    String shortened() {
        int start = 0;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups.get(end) == 0) end++;
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        return length < 2 ? full() : text(0, start) + "::" + text(start + length, GROUPS);
    }

    private String text(int from, int to) {
        return groups.subList(from, to).stream().map(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
