package esg.sip.stun;

import java.util.Optional;

/**
 * A server to ask.
 *
 * @param host a name or an address without brackets
 */
public record StunServer(String host, int port) {
    public static final int DEFAULT_PORT = 3478; // RFC 5389 §9

    /** Reads {@code host}, {@code host:port}, {@code [IPv6]} or {@code [IPv6]:port}; empty when it is none of these. */
    public static Optional<StunServer> parse(String text) {
        boolean brackets = text.startsWith("[");
        int end = brackets ? text.indexOf(']') : text.indexOf(':') < 0 ? text.length() : text.indexOf(':');
        if (end < 1) return Optional.empty();
        var host = text.substring(brackets ? 1 : 0, end);
        var rest = text.substring(brackets ? end + 1 : end);
        if (!host.matches(brackets ? "[0-9A-Fa-f:.]+" : "[A-Za-z0-9._-]+")) return Optional.empty();
        if (rest.isEmpty()) return Optional.of(new StunServer(host, DEFAULT_PORT));
        if (!rest.matches(":\\d{1,5}")) return Optional.empty();
        int port = Integer.parseInt(rest.substring(1));
        return port < 1 || port > 65_535 ? Optional.empty() : Optional.of(new StunServer(host, port));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
