package esg.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * One hop of the way a request took (RFC 3261 §20.42).
 *
 * @param transport as written: {@code UDP}
 * @param port -1 when there is none
 */
public record Via(String transport, String host, int port, Params params) {
    /** Every branch of RFC 3261 begins so; others come from RFC 2543 elements. */
    public static final String COOKIE = "z9hG4bK";

    /** Reads one value; null when it is none. Blanks may stand around every mark; the version is the start line's business. */
    public static @Nullable Via parse(String text) {
        int semicolon = text.indexOf(';');
        var head = (semicolon < 0 ? text : text.substring(0, semicolon)).strip();
        int first = head.indexOf('/');
        int second = head.indexOf('/', first + 1);
        if (first < 0 || second < 0) return null;
        if (!head.substring(0, first).strip().equalsIgnoreCase("SIP")) return null;
        var rest = head.substring(second + 1).strip();
        int blank = 0;
        while (blank < rest.length() && rest.charAt(blank) > ' ') blank++;
        var at = HostPort.parse(rest.substring(blank));
        if (blank == 0 || at == null) return null;
        var params = semicolon < 0 ? Params.NONE : Params.parse(text, semicolon + 1);
        return new Via(rest.substring(0, blank), at.host(), at.port(), params);
    }

    /** "" when the sender gave none. */
    public String branch() {
        var branch = params.get("branch");
        return branch == null ? "" : branch;
    }

    /** Whether the branch may identify a transaction: the cookie and something behind it (RFC 3261 §8.1.1.7). */
    public boolean hasRfc3261Branch() {
        var branch = branch();
        return branch.length() > COOKIE.length() && branch.regionMatches(true, 0, COOKIE, 0, COOKIE.length());
    }

    public @Nullable String received() {
        return params.get("received");
    }

    public @Nullable String maddr() {
        return params.get("maddr");
    }

    /** Whether the sender asks for an answer to its source port (RFC 3581). */
    public boolean rportAsked() {
        return params.has("rport");
    }

    /** This hop with where its request came from filled in (RFC 3261 §18.2.1, RFC 3581 §4). */
    public Via from(String address, int sourcePort) {
        var filled = rportAsked() ? params.with("rport", Integer.toString(sourcePort)) : params;
        return new Via(transport, host, port, filled.with("received", address));
    }

    @Override
    public String toString() {
        return "SIP/2.0/" + transport + " " + HostPort.text(host, port) + params;
    }
}
