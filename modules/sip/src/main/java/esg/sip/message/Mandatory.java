package esg.sip.message;

import org.jspecify.annotations.Nullable;

/** The fields without which a message is none (RFC 3261 §8.1.1), and the faults in them that RFC 4475 wants refused. */
final class Mandatory {
    private static final long MOST_CSEQ = 0xFFFF_FFFFL;
    private static final String[] ALL = {Headers.VIA, Headers.FROM, Headers.TO, Headers.CALL_ID, Headers.CSEQ};
    private static final String[] ONCE = {
        Headers.FROM, Headers.TO, Headers.CALL_ID, Headers.CSEQ, Headers.MAX_FORWARDS, Headers.CONTENT_TYPE
    };

    private Mandatory() {}

    /** Without these not even an answer can be written. */
    static @Nullable String missing(SipMessage message) {
        for (var name : ALL) {
            var value = message.header(name);
            if (value == null || value.isEmpty()) return "Missing " + name;
        }
        return message.vias().isEmpty() ? "Bad Via" : null;
    }

    static @Nullable String fault(SipMessage message) {
        var missing = missing(message);
        if (missing != null) return missing;
        for (var name : ONCE) {
            int first = message.find(name, 0);
            if (first >= 0 && message.find(name, first + 1) >= 0) return "Multiple " + name; // RFC 4475 §3.3.8
        }
        var cseq = cseqFault(message);
        if (cseq != null) return cseq;
        if (addressFault(message, Headers.FROM)) return "Bad From";
        if (addressFault(message, Headers.TO)) return "Bad To";
        return viaFault(message) ? "Bad Via" : null;
    }

    private static @Nullable String cseqFault(SipMessage message) {
        int field = message.find(Headers.CSEQ, 0);
        var bytes = message.bytes();
        int start = message.index().valueStart(field);
        int end = message.index().valueEnd(field);
        int digits = start;
        while (digits < end && !Bytes.isBlank(bytes[digits])) digits++;
        if (Bytes.number(bytes, start, digits, MOST_CSEQ) < 0) return "Bad CSeq";
        int method = digits;
        while (method < end && Bytes.isBlank(bytes[method])) method++;
        if (!Bytes.isToken(bytes, method, end)) return "Bad CSeq";
        if (message instanceof SipRequest request && !message.cseqMethod().equals(request.method())) {
            return "CSeq method does not match"; // RFC 4475 §3.1.2.17
        }
        return null;
    }

    /** A name-addr must end its quotes and brackets; between parameters only semicolons may stand. */
    private static boolean addressFault(SipMessage message, String name) {
        var value = message.header(name);
        if (value == null) return true;
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
        }
        if (quoted) return true;
        int open = Quoted.indexOf(value, '<', 0);
        if (open >= 0 && value.indexOf('>', open) < 0) return true;
        if (open > 0 && !isDisplayName(value.substring(0, open).strip())) return true;
        var uri = Address.parse(value).uriText();
        return uri.indexOf(':') <= 0;
    }

    /** Tokens divided by blanks, or one quoted string; other characters cannot be passed on unquoted (RFC 4475 §3.1.2.15). */
    private static boolean isDisplayName(String shown) {
        if (shown.startsWith("\"")) return Quoted.indexOf(shown, '"', 0) < 0 && shown.endsWith("\"");
        for (int i = 0; i < shown.length(); i++) {
            char c = shown.charAt(i);
            if (c > ' ' && c < 0x7f && !Bytes.isToken((byte) c)) return false;
        }
        return true;
    }

    /** Every value must be a Via: a stray comma or semicolon hides a hop (RFC 4475 §3.1.2.1). */
    private static boolean viaFault(SipMessage message) {
        for (var line : message.headers(Headers.VIA)) {
            var values = Quoted.split(line);
            long commas = line.chars().filter(c -> c == ',').count();
            if (values.isEmpty() || values.size() != commas + 1 || line.contains(";;")) return true;
            for (var value : values) if (Via.parse(value) == null) return true;
        }
        return false;
    }
}
