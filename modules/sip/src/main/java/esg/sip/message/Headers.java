package esg.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Header fields that the index knows by number; others are found by name. */
public final class Headers {
    public static final String VIA = "Via";
    public static final String FROM = "From";
    public static final String TO = "To";
    public static final String CALL_ID = "Call-ID";
    public static final String CSEQ = "CSeq";
    public static final String CONTACT = "Contact";
    public static final String MAX_FORWARDS = "Max-Forwards";
    public static final String CONTENT_LENGTH = "Content-Length";
    public static final String CONTENT_TYPE = "Content-Type";
    public static final String ROUTE = "Route";
    public static final String RECORD_ROUTE = "Record-Route";
    public static final String SUPPORTED = "Supported";
    public static final String REQUIRE = "Require";
    public static final String PROXY_REQUIRE = "Proxy-Require";
    public static final String UNSUPPORTED = "Unsupported";
    public static final String ALLOW = "Allow";
    public static final String EXPIRES = "Expires";
    public static final String MIN_EXPIRES = "Min-Expires";
    public static final String USER_AGENT = "User-Agent";
    public static final String AUTHORIZATION = "Authorization";
    public static final String PROXY_AUTHORIZATION = "Proxy-Authorization";
    public static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    public static final String PROXY_AUTHENTICATE = "Proxy-Authenticate";
    public static final String REASON = "Reason";
    public static final String RETRY_AFTER = "Retry-After";
    public static final String RSEQ = "RSeq";
    public static final String RACK = "RAck";
    public static final String PATH = "Path";
    public static final String SERVICE_ROUTE = "Service-Route";
    public static final String REFER_TO = "Refer-To";
    public static final String REFERRED_BY = "Referred-By";
    public static final String EVENT = "Event";
    public static final String SUBJECT = "Subject";
    public static final String CONTENT_ENCODING = "Content-Encoding";
    public static final String SESSION_EXPIRES = "Session-Expires";
    public static final String MIN_SE = "Min-SE";

    private static final String[] KNOWN = {
        VIA,
        FROM,
        TO,
        CALL_ID,
        CSEQ,
        CONTACT,
        MAX_FORWARDS,
        CONTENT_LENGTH,
        CONTENT_TYPE,
        ROUTE,
        RECORD_ROUTE,
        SUPPORTED,
        REQUIRE,
        PROXY_REQUIRE,
        UNSUPPORTED,
        ALLOW,
        EXPIRES,
        MIN_EXPIRES,
        USER_AGENT,
        AUTHORIZATION,
        PROXY_AUTHORIZATION,
        WWW_AUTHENTICATE,
        PROXY_AUTHENTICATE,
        REASON,
        RETRY_AFTER,
        RSEQ,
        RACK,
        PATH,
        SERVICE_ROUTE,
        REFER_TO,
        REFERRED_BY,
        EVENT,
        SUBJECT,
        CONTENT_ENCODING,
        SESSION_EXPIRES,
        MIN_SE
    };
    static final int OTHER = -1;
    private static final Map<String, Integer> IDS = new HashMap<>();
    private static final byte[][] LOWER = new byte[KNOWN.length][];
    private static final int[][] BY_LENGTH = new int[32][];
    private static final byte[] COMPACT = new byte[128];

    static {
        for (int id = 0; id < KNOWN.length; id++) {
            IDS.put(KNOWN[id], id);
            LOWER[id] = KNOWN[id].toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1);
            int length = LOWER[id].length;
            int[] old = BY_LENGTH[length] == null ? new int[0] : BY_LENGTH[length];
            int[] more = Arrays.copyOf(old, old.length + 1);
            more[old.length] = id;
            BY_LENGTH[length] = more;
        }
        Arrays.fill(COMPACT, (byte) OTHER);
        compact('v', VIA);
        compact('f', FROM);
        compact('t', TO);
        compact('i', CALL_ID);
        compact('m', CONTACT);
        compact('l', CONTENT_LENGTH);
        compact('c', CONTENT_TYPE);
        compact('k', SUPPORTED);
        compact('e', CONTENT_ENCODING);
        compact('s', SUBJECT);
        compact('r', REFER_TO);
        compact('b', REFERRED_BY);
        compact('o', EVENT);
        compact('x', SESSION_EXPIRES);
    }

    private Headers() {}

    private static void compact(char letter, String name) {
        COMPACT[letter] = (byte) id(name);
    }

    /** Number of the field whose name stands in {@code bytes}, long or compact, any case; {@link #OTHER} when unknown. */
    static int id(byte[] bytes, int start, int end) {
        int length = end - start;
        if (length == 1) return bytes[start] >= 0 ? COMPACT[bytes[start] | 0x20] : OTHER;
        if (length >= BY_LENGTH.length || BY_LENGTH[length] == null) return OTHER;
        for (int id : BY_LENGTH[length]) if (Bytes.equalsLower(bytes, start, LOWER[id])) return id;
        return OTHER;
    }

    /** Number of a field by its name, as written in this class or otherwise. */
    static int id(String name) {
        var known = IDS.get(name);
        if (known != null) return known;
        var bytes = name.getBytes(StandardCharsets.ISO_8859_1);
        return id(bytes, 0, bytes.length);
    }

    static @Nullable String name(int id) {
        return id == OTHER ? null : KNOWN[id];
    }

    static int count() {
        return KNOWN.length;
    }
}
