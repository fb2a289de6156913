package esg.sip.alg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds IPv6 addresses by their value, in brackets or bare, in upper or lower case, with or without {@code ::}; one followed by a port
 * without brackets is another address (RFC 5118 §4.5). What takes the place is shortened when the found one was, in lower case (RFC 5952).
 */
final class Ipv6Search implements Search {
    private static final int LONGEST = 39;

    private record Swapped(Ipv6Text from, byte[] shortened, byte[] full) {}

    private final List<Swapped> swaps;

    Ipv6Search(List<Map.Entry<InetAddress, InetAddress>> pairs) {
        swaps = pairs.stream()
                .map(pair -> new Swapped(
                        Ipv6Text.of(pair.getKey()),
                        Ipv6Text.of(pair.getValue()).shortened().getBytes(US_ASCII),
                        Ipv6Text.of(pair.getValue()).full().getBytes(US_ASCII)))
                .toList();
    }

    @Override
    public @Nullable Hits find(byte[] text, @Nullable Hits hits) {
        var found = hits;
        int behind = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] != ':') continue;
            int start = i;
            while (start > behind && continues(text[start - 1])) start--;
            int end = i + 1;
            while (end < text.length && continues(text[end])) end++;
            // "X-Seen:2001:db8::1": the colon before it ends a name.
            if (text[start] == ':' && start + 1 < end && text[start + 1] != ':') start++;
            found = look(text, start, end, found);
            behind = end;
            i = end;
        }
        return found;
    }

    private @Nullable Hits look(byte[] text, int start, int end, @Nullable Hits hits) {
        if (end - start > LONGEST) return hits;
        var address = Ipv6Text.read(text, start, end);
        if (address == null) return hits;
        if (start > 0 && Search.isWord(text[start - 1]) || end < text.length && Search.isWord(text[end])) return hits;
        for (var swap : swaps) {
            if (!swap.from.equals(address)) continue;
            var found = hits == null ? new Hits() : hits;
            found.add(start, end, isShortened(text, start, end) ? swap.shortened : swap.full);
            return found;
        }
        return hits;
    }

    private static boolean isShortened(byte[] text, int start, int end) {
        for (int i = start + 1; i < end; i++) if (text[i] == ':' && text[i - 1] == ':') return true;
        return false;
    }

    private static boolean continues(byte b) {
        return b == ':' || b == '.' || Ipv6Text.digit(b) >= 0;
    }
}
