package esg.sip.alg;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds IPv4 addresses by Horspool's search for several words at once: from the last byte of a window it knows how far to jump, so that of a
 * packet without any only every fifth byte or so is looked at. An address counts only as a whole: neither digits nor dots nor other letters
 * of a word beside it, for 10.0.0.1 is no part of 10.0.0.14, 110.0.0.1 or 10.0.0.1.example.com.
 */
final class Ipv4Search implements Search {
    private final byte[][] words;
    private final byte[][] others;
    private final int window;
    private final byte[] jump = new byte[256];
    private final boolean[] ends = new boolean[256];

    Ipv4Search(List<Map.Entry<InetAddress, InetAddress>> swaps) {
        words = swaps.stream().map(swap -> bytes(swap.getKey())).toArray(byte[][]::new);
        others = swaps.stream().map(swap -> bytes(swap.getValue())).toArray(byte[][]::new);
        window = Arrays.stream(words).mapToInt(word -> word.length).min().orElseThrow();
        Arrays.fill(jump, (byte) window);
        for (var word : words) {
            for (int i = 0; i < window - 1; i++) {
                jump[word[i]] = (byte) Math.min(jump[word[i]], window - 1 - i);
            }
            ends[word[window - 1]] = true;
        }
    }

    private static byte[] bytes(InetAddress address) {
        return address.getHostAddress().getBytes(US_ASCII);
    }

    @Override
    public @Nullable Hits find(byte[] text, @Nullable Hits hits) {
        var found = hits;
        int last = window - 1;
        for (int i = last; i < text.length; ) {
            int b = text[i] & 0xff;
            if (ends[b]) {
                int word = wordAt(text, i - last);
                if (word >= 0) {
                    if (found == null) found = new Hits();
                    found.add(i - last, i - last + words[word].length, others[word]);
                }
            }
            i += jump[b];
        }
        return found;
    }

    private int wordAt(byte[] text, int start) {
        if (start > 0 && continues(text[start - 1])) return -1;
        for (int i = 0; i < words.length; i++) {
            int end = start + words[i].length;
            if (end > text.length || !Arrays.equals(text, start, end, words[i], 0, words[i].length)) continue;
            if (end == text.length || !continues(text[end])) return i;
        }
        return -1;
    }

    private static boolean continues(byte b) {
        return b == '.' || Search.isWord(b);
    }
}
