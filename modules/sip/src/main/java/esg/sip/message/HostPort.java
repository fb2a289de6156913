package esg.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * A host and a port, as in URIs and Via.
 *
 * @param host without brackets
 * @param port -1 when there is none
 */
record HostPort(String host, int port) {
    /** Null when it is neither a name, an IPv4 address nor an IPv6 reference in brackets. */
    static @Nullable HostPort parse(String text) {
        var trimmed = text.strip();
        if (trimmed.startsWith("[")) {
            int close = trimmed.indexOf(']');
            if (close < 0) return null;
            var host = trimmed.substring(1, close);
            // RFC 5118 §4.10: three colons come from a mistake in the old grammar and mean two.
            if (host.contains(":::")) host = host.replace(":::", "::");
            return host.indexOf(':') < 0
                    ? null
                    : withPort(host, trimmed.substring(close + 1).strip());
        }
        int colon = trimmed.indexOf(':');
        var host = colon < 0 ? trimmed : trimmed.substring(0, colon).strip();
        return isName(host) ? withPort(host, colon < 0 ? "" : trimmed.substring(colon)) : null;
    }

    private static @Nullable HostPort withPort(String host, String rest) {
        if (rest.isEmpty()) return new HostPort(host, -1);
        var digits = rest.substring(1).strip();
        if (rest.charAt(0) != ':' || digits.isEmpty() || digits.length() > 5) return null;
        int port = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') return null;
            port = port * 10 + c - '0';
        }
        return port > 65_535 ? null : new HostPort(host, port);
    }

    /** Letters, digits, dots, hyphens; the underscore is no legal character, but hosts have it. */
    private static boolean isName(String host) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            boolean fine = c >= '0' && c <= '9'
                    || c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c == '.'
                    || c == '-'
                    || c == '_';
            if (!fine) return false;
        }
        return !host.isEmpty();
    }

    static String text(String host, int port) {
        var shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port < 0 ? shown : shown + ":" + port;
    }
}
