package esg.domain.pattern;

import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Host parts of URIs in one spelling, so that equal hosts are equal strings (RFC 3261 §19.1.4: any case). */
public final class Hosts {
    private Hosts() {}

    /** Lower case, no brackets around IPv6, no dot at the end, IPv6 in the JDK's one spelling. */
    public static String canonical(String host) {
        if (host.indexOf(':') >= 0) {
            var literal = literal(host);
            if (literal != null) return text(literal);
        }
        int end = host.length();
        if (end > 1 && host.charAt(end - 1) == '.') host = host.substring(0, end - 1);
        return host.toLowerCase(Locale.ROOT);
    }

    /** The address when the text is one, never a look-up; null for a name. */
    public static @Nullable InetAddress literal(String host) {
        if (host.isEmpty()) return null;
        boolean v6 = host.indexOf(':') >= 0;
        if (!v6 && !fourNumbers(host)) return null; // the JDK would also take 1.2 or 16909060
        try {
            return InetAddress.ofLiteral(host);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Text of an address without the IPv6 scope, which is ours and not the sender's. */
    public static String text(InetAddress address) {
        var text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }

    private static boolean fourNumbers(String host) {
        int dots = 0;
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '.') dots++;
            else if (c < '0' || c > '9') return false;
        }
        return dots == 3;
    }
}
