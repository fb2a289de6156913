package esg.domain.pattern;

import esg.domain.pattern.Pattern.Test.Exact;
import esg.domain.pattern.Pattern.Test.Mask;
import esg.domain.pattern.Pattern.Test.Regex;
import esg.domain.pattern.Pattern.Test.Within;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * How patterns stand to each other. Values, masks and networks are compared exactly with their own kind; where a {@code /reg/} or two kinds
 * meet, samples may prove an answer, and else it is {@code MAYBE}.
 */
public final class Overlap {
    /** {@code MAYBE}: no sample decided it. */
    public enum Answer {
        YES,
        NO,
        MAYBE;

        static Answer of(boolean yes) {
            return yes ? YES : NO;
        }
    }

    private Overlap() {}

    /** Whether one value can fit both. */
    public static Answer between(Pattern a, Pattern b) {
        if (a.equals(b) || takesAll(a) || takesAll(b)) return Answer.YES;
        var one = a.test();
        var other = b.test();
        if (one instanceof Exact(String value)) return Answer.of(b.fits(value, Hosts.literal(value)));
        if (other instanceof Exact(String value)) return Answer.of(a.fits(value, Hosts.literal(value)));
        if (one instanceof Mask(String left) && other instanceof Mask(String right)) {
            return Answer.of(masksMeet(left, right));
        }
        if (one instanceof Within(Network left) && other instanceof Within(Network right)) {
            return Answer.of(left.contains(right.prefix()) || right.contains(left.prefix()));
        }
        return samples(a).anyMatch(value -> fits(b, value)) || samples(b).anyMatch(value -> fits(a, value))
                ? Answer.YES
                : Answer.MAYBE;
    }

    /** Whether {@code a} takes every value that {@code b} takes. */
    public static Answer covers(Pattern a, Pattern b) {
        if (a.equals(b) || takesAll(a)) return Answer.YES;
        var one = a.test();
        var other = b.test();
        if (other instanceof Exact(String value)) return Answer.of(a.fits(value, Hosts.literal(value)));
        if (one instanceof Exact) return Answer.NO;
        if (one instanceof Mask(String left) && other instanceof Mask(String right)) {
            return Answer.of(maskCovers(left, right));
        }
        if (one instanceof Within(Network left) && other instanceof Within(Network right)) {
            return Answer.of(left.bits() <= right.bits() && left.contains(right.prefix()));
        }
        return samples(b).allMatch(value -> fits(a, value)) ? Answer.MAYBE : Answer.NO;
    }

    private static boolean takesAll(Pattern pattern) {
        return pattern.test() instanceof Mask(String mask) && mask.chars().allMatch(c -> c == '*') && !mask.isEmpty();
    }

    private static boolean fits(Pattern pattern, String value) {
        return pattern.fits(value, Hosts.literal(value));
    }

    /** Some values that fit; none for a {@code /reg/}. */
    private static Stream<String> samples(Pattern pattern) {
        return switch (pattern.test()) {
            case Exact(String value) -> Stream.of(value);
            case Mask(String mask) ->
                Stream.of("", "0", "1", "10", "a")
                        .map(run -> mask.replace("*", run).replace('?', run.isEmpty() ? '0' : run.charAt(0)));
            case Within(Network network) -> addresses(network);
            case Regex _ -> Stream.of();
        };
    }

    /** First and second, and last of a network. */
    private static Stream<String> addresses(Network network) {
        var first = network.prefix().getAddress();
        var last = first.clone();
        for (int bit = network.bits(); bit < last.length * 8; bit++) {
            first[bit / 8] &= (byte) ~(0x80 >> bit % 8);
            last[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        var second = first.clone();
        if (network.bits() < second.length * 8) second[second.length - 1] |= 1;
        return List.of(first, second, last).stream().map(Overlap::text);
    }

    private static String text(byte[] address) {
        try {
            return Hosts.text(InetAddress.getByAddress(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // of 4 or 16 bytes always
        }
    }

    /** Whether a text fits both masks: all pairs of rests that the same text can lead to. */
    private static boolean masksMeet(String a, String b) {
        var meets = new boolean[a.length() + 1][b.length() + 1];
        for (int i = a.length(); i >= 0; i--) {
            for (int j = b.length(); j >= 0; j--) {
                char left = i < a.length() ? a.charAt(i) : 0;
                char right = j < b.length() ? b.charAt(j) : 0;
                if (i == a.length() && j == b.length()) meets[i][j] = true;
                else if (i < a.length() && left == '*')
                    meets[i][j] = meets[i + 1][j] || j < b.length() && meets[i][j + 1];
                else if (j < b.length() && right == '*')
                    meets[i][j] = meets[i][j + 1] || i < a.length() && meets[i + 1][j];
                else if (i < a.length() && j < b.length() && (left == right || left == '?' || right == '?')) {
                    meets[i][j] = meets[i + 1][j + 1];
                }
            }
        }
        return meets[0][0];
    }

    /** A run of {@code b} counts as a letter that only a run of {@code a} takes; before that {@code *?} becomes {@code ?*}, which is the same. */
    private static boolean maskCovers(String mask, String covered) {
        var a = runsLast(mask);
        var b = runsLast(covered);
        var covers = new boolean[a.length() + 1][b.length() + 1];
        for (int i = a.length(); i >= 0; i--) {
            for (int j = b.length(); j >= 0; j--) {
                boolean ends = j == b.length();
                if (i == a.length()) covers[i][j] = ends;
                else if (a.charAt(i) == '*') covers[i][j] = covers[i + 1][j] || !ends && covers[i][j + 1];
                else if (!ends && b.charAt(j) != '*' && (a.charAt(i) == '?' || a.charAt(i) == b.charAt(j))) {
                    covers[i][j] = covers[i + 1][j + 1];
                }
            }
        }
        return covers[0][0];
    }

    private static String runsLast(String mask) {
        var text = mask;
        for (var before = ""; !before.equals(text); ) {
            before = text;
            text = text.replace("*?", "?*").replace("**", "*");
        }
        return text;
    }
}
