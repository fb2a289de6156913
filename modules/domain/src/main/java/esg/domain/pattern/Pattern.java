package esg.domain.pattern;

import com.google.re2j.PatternSyntaxException;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pattern as people write it, compiled (design §5, INC-07, A-14, A-15). {@code /reg/} finds anywhere in the value
 * unless anchored. Equal when kind and text are equal. Immutable, safe to share.
 */
public final class Pattern {
    /** Everything, also the empty value. */
    public static final Pattern ANY = number("*");

    private static final String REGEX = "/reg/";
    private static final int LONGEST = 1024;

    private enum Kind {
        HOST,
        USER,
        ADDRESS,
        NUMBER
    }

    sealed interface Test {
        record Exact(String value) implements Test {}

        record Mask(String mask) implements Test {}

        record Regex(com.google.re2j.Pattern regex) implements Test {}

        record Within(Network network) implements Test {}
    }

    private final Kind kind;
    private final String text;
    private final Test test;

    private Pattern(Kind kind, String text, Test test) {
        this.kind = kind;
        this.text = text;
        this.test = test;
    }

    /** Host or domain: exact, mask or {@code /reg/}, any case. */
    public static Pattern host(String text) {
        return of(Kind.HOST, text);
    }

    /** User name: exact or {@code /reg/}, never a mask since {@code *} is a legal user character; case counts. */
    public static Pattern user(String text) {
        return of(Kind.USER, text);
    }

    /** Address or host: as {@link #host}, and CIDR for IPv4 and IPv6. */
    public static Pattern address(String text) {
        return of(Kind.ADDRESS, text);
    }

    /** Number or code: exact, mask or {@code /reg/}; case counts. */
    public static Pattern number(String text) {
        return of(Kind.NUMBER, text);
    }

    /** That one user name and no other, whatever it looks like. */
    public static Pattern exactUser(String user) {
        return new Pattern(Kind.USER, user, new Test.Exact(unescaped(user)));
    }

    private static Pattern of(Kind kind, String text) {
        if (text.length() > LONGEST) throw new IllegalArgumentException("pattern is longer than " + LONGEST);
        if (text.isEmpty() && kind != Kind.USER) throw new IllegalArgumentException("pattern is empty");
        return new Pattern(kind, text, test(kind, text));
    }

    private static Test test(Kind kind, String text) {
        boolean host = kind == Kind.HOST || kind == Kind.ADDRESS;
        if (text.startsWith(REGEX)) return new Test.Regex(regex(text.substring(REGEX.length()), host));
        if (kind == Kind.ADDRESS && text.indexOf('/') >= 0) return network(text);
        if (host && text.indexOf('/') >= 0) throw new IllegalArgumentException("not a host: " + text);
        if (kind != Kind.USER && (text.indexOf('*') >= 0 || text.indexOf('?') >= 0)) {
            return new Test.Mask(host ? text.toLowerCase(java.util.Locale.ROOT) : text);
        }
        if (kind == Kind.USER) return new Test.Exact(unescaped(text));
        return new Test.Exact(host ? Hosts.canonical(text) : text);
    }

    private static com.google.re2j.Pattern regex(String text, boolean anyCase) {
        if (text.isEmpty()) throw new IllegalArgumentException("regular expression after /reg/ is empty");
        try {
            return com.google.re2j.Pattern.compile(text, anyCase ? com.google.re2j.Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("bad regular expression: " + e.getDescription() + " in " + text, e);
        }
    }

    private static Test network(String text) {
        int slash = text.indexOf('/');
        var address = Hosts.literal(text.substring(0, slash));
        if (address == null) throw new IllegalArgumentException("not a network (address/bits): " + text);
        int longest = address.getAddress().length * 8;
        try {
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= longest) return new Test.Within(new Network(address, bits));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a network (address/bits): " + text, e);
        }
        throw new IllegalArgumentException("network bits must be from 0 to " + longest + ": " + text);
    }

    /** Whether the value, as it stands in a message, fits. */
    public boolean matches(String value) {
        return fits(spelling(value), kind == Kind.ADDRESS ? Hosts.literal(value) : null);
    }

    /** Of a value that fits, what the groups of a {@code /reg/} found, from the first; "" for one that took no part. Else empty. */
    public List<String> groups(String value) {
        if (!(test instanceof Test.Regex(com.google.re2j.Pattern regex))) return List.of();
        var matcher = regex.matcher(spelling(value));
        if (!matcher.find()) return List.of();
        var groups = new ArrayList<String>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(Objects.requireNonNullElse(matcher.group(i), ""));
        }
        return groups;
    }

    /** Groups of a {@code /reg/}; 0 for every other pattern. */
    public int groupCount() {
        return test instanceof Test.Regex(com.google.re2j.Pattern regex) ? regex.groupCount() : 0;
    }

    /** As values of this kind are compared. */
    private String spelling(String value) {
        return switch (kind) {
            case USER -> unescaped(value);
            case NUMBER -> value;
            case HOST, ADDRESS -> Hosts.canonical(value);
        };
    }

    /** Whether an address fits, by its text or, for a network, by its bits. */
    public boolean matches(InetAddress address) {
        return fits(Hosts.text(address), address);
    }

    /** For hot paths: a host already canonical, with its address when it is a literal. */
    public boolean matchesCanonical(String host, @Nullable InetAddress literal) {
        return fits(host, literal);
    }

    Test test() {
        return test;
    }

    boolean fits(String value, @Nullable InetAddress literal) {
        return switch (test) {
            case Test.Exact(String exact) -> exact.equals(value);
            case Test.Mask(String mask) -> fitsMask(mask, value);
            case Test.Regex(com.google.re2j.Pattern regex) ->
                regex.matcher(value).find();
            case Test.Within(Network network) -> literal != null && network.contains(literal);
        };
    }

    /** True when only one value fits, so that a hash can find it. */
    public boolean isExact() {
        return test instanceof Test.Exact;
    }

    /** The one value of an exact pattern, in the spelling that is compared (hosts canonical, users unescaped). */
    public @Nullable String exactValue() {
        return test instanceof Test.Exact(String value) ? value : null;
    }

    /** The addresses that fit, where the pattern is of kind address and names one or a network; else null. */
    public @Nullable Network network() {
        if (test instanceof Test.Within(Network network)) return network;
        if (kind != Kind.ADDRESS || !(test instanceof Test.Exact(String exact))) return null;
        var literal = Hosts.literal(exact);
        return literal == null ? null : Network.of(literal);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** The user part with its %-escapes decoded (RFC 3261 §19.1.4); malformed escapes stay as they are. */
    public static String unescaped(String user) {
        if (user.indexOf('%') < 0) return user;
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return user;
        }
    }

    /** Greedy with one point to come back to, so that the time is at most mask × value. */
    static boolean fitsMask(String mask, String value) {
        int m = 0;
        int star = -1;
        int resume = 0;
        for (int v = 0; v < value.length(); ) {
            char c = m < mask.length() ? mask.charAt(m) : 0;
            if (c == '*' && m < mask.length()) {
                star = m++;
                resume = v;
            } else if (m < mask.length() && (c == '?' || c == value.charAt(v))) {
                m++;
                v++;
            } else if (star >= 0) {
                m = star + 1;
                v = ++resume;
            } else {
                return false;
            }
        }
        while (m < mask.length() && mask.charAt(m) == '*') m++;
        return m == mask.length();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pattern that && kind == that.kind && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
