package esg.sip.message;

import esg.sip.message.ParseResult.Garbage;
import esg.sip.message.ParseResult.Malformed;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipMessage.Layout;
import java.util.Arrays;

/**
 * Reads a whole message: one pass for the index, then the checks of RFC 3261 §8.2 and RFC 4475 that every element must make. Never
 * throws. Fields that only some receiver needs are not looked at, so that a provider's odd Date or Warning costs no call.
 */
public final class MessageParser {
    private static final byte[] VERSION = {'S', 'I', 'P', '/', '2', '.', '0'};
    private static final byte[] ANY_VERSION = {'S', 'I', 'P', '/'};

    private MessageParser() {}

    /** Reads a datagram; the array is kept and must not be changed afterwards. */
    public static ParseResult parse(byte[] packet) {
        int start = 0;
        while (start < packet.length && (packet[start] == '\r' || packet[start] == '\n')) start++; // §7.5
        int lineEnd = lineEnd(packet, start);
        if (lineEnd < 0 || lineEnd == start) return new Garbage("no start line");
        var index = new HeaderIndex();
        int bodyStart = HeaderLines.index(packet, next(packet, lineEnd), index);
        if (bodyStart < 0) return new Garbage("no SIP header");
        if (start > 0) return parse(Arrays.copyOfRange(packet, start, packet.length));
        var body = BodyLength.measure(packet, bodyStart, index);
        var layout = new Layout(packet, index, lineEnd, bodyStart, body.bytes());
        return Bytes.equal(packet, 0, ANY_VERSION) ? response(layout, body) : request(layout, body);
    }

    /**
     * The same of a packet in which addresses were swapped on the way in.
     *
     * @param wire as it came; an INVITE remembers it, for whoever explains it later
     */
    public static ParseResult parse(byte[] swapped, byte[] wire) {
        var result = parse(swapped);
        if (Arrays.equals(swapped, wire)) return result;
        if (result instanceof Parsed(SipRequest request)) request.cameAs(wire);
        if (result instanceof Malformed(var request, int _, var _) && request != null) request.cameAs(wire);
        return result;
    }

    private static ParseResult response(Layout layout, BodyLength body) {
        var bytes = layout.bytes();
        int end = layout.startLineEnd();
        if (!Bytes.equal(bytes, 0, VERSION) || end < 11 || bytes[7] != ' ') return new Garbage("bad status line");
        long status = Bytes.number(bytes, 8, 11, 699);
        if (status < 100 || end > 11 && bytes[11] != ' ') return new Garbage("bad status code");
        var phrase = end > 12 ? Bytes.text(bytes, 12, end) : "";
        var response = new SipResponse(layout, (int) status, phrase);
        var missing = Mandatory.missing(response);
        var fault = missing == null ? Mandatory.fault(response) : missing;
        if (fault != null) return new Garbage(fault);
        return body.fault() == null ? new Parsed(response) : new Garbage(body.fault());
    }

    private static ParseResult request(Layout layout, BodyLength body) {
        var bytes = layout.bytes();
        int end = layout.startLineEnd();
        int uri = indexOf(bytes, ' ', 0, end);
        int version = lastIndexOf(bytes, ' ', end);
        // §25.1: one SP each; more of them, or some at the end, is a mistake that must not be passed on (RFC 4475
        // §3.1.2.8-10).
        boolean wellDivided = uri > 0 && version > uri && bytes[uri + 1] != ' ' && bytes[version - 1] != ' ';
        if (uri <= 0 || !Bytes.isToken(bytes, 0, uri)) return new Garbage("bad request line");
        var method = Methods.of(bytes, 0, uri);
        var uriText = version > uri ? Bytes.text(bytes, uri + 1, version).strip() : "";
        var request = new SipRequest(layout, method, uriText);
        var missing = Mandatory.missing(request);
        if (missing != null) return new Malformed(null, 400, missing);
        if (version <= uri || version + 1 + VERSION.length != end || !Bytes.equal(bytes, version + 1, VERSION)) {
            boolean other = version > uri && Bytes.equal(bytes, version + 1, ANY_VERSION);
            return new Malformed(request, other ? 505 : 400, other ? "Version Not Supported" : "Bad request line");
        }
        if (!wellDivided || uriFault(request)) return new Malformed(request, 400, "Bad Request-URI");
        var fault = Mandatory.fault(request);
        if (fault != null) return new Malformed(request, 400, fault);
        return body.fault() == null ? new Parsed(request) : new Malformed(request, 400, body.fault());
    }

    /** Another scheme may be legal and is for the edge to judge; a sip URI that cannot be read is not. */
    private static boolean uriFault(SipRequest request) {
        var text = request.requestUriText();
        for (int i = 0; i < text.length(); i++) if (text.charAt(i) <= ' ' || text.charAt(i) == '<') return true;
        int colon = text.indexOf(':');
        if (colon <= 0) return true;
        boolean sip = text.regionMatches(true, 0, "sip:", 0, 4) || text.regionMatches(true, 0, "sips:", 0, 5);
        return sip && request.requestUri() == null;
    }

    /** End of the line that begins at {@code from}, without CR and LF; -1 when there is none. */
    static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') return i > from && bytes[i - 1] == '\r' ? i - 1 : i;
        }
        return -1;
    }

    /** Begin of the line after the one that ends at {@code end}. */
    static int next(byte[] bytes, int end) {
        return bytes[end] == '\r' ? end + 2 : end + 1;
    }

    static int indexOf(byte[] bytes, char mark, int from, int end) {
        for (int i = from; i < end; i++) if (bytes[i] == mark) return i;
        return -1;
    }

    private static int lastIndexOf(byte[] bytes, char mark, int end) {
        for (int i = end - 1; i >= 0; i--) if (bytes[i] == mark) return i;
        return -1;
    }
}
