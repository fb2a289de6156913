package esg.sip.message;

import org.jspecify.annotations.Nullable;

/** The fields without which a message is none (RFC 3261 §8.1.1), and the faults in them that RFC 4475 wants refused. */
final class Mandatory {
    private static final long MOST_CSEQ = 0xFFFF_FFFFL;
    private static final int VIA = Headers.id(Headers.VIA);
    private static final int FROM = Headers.id(Headers.FROM);
    private static final int TO = Headers.id(Headers.TO);
    private static final int CSEQ = Headers.id(Headers.CSEQ);
    private static final int[] ALL = {VIA, FROM, TO, Headers.id(Headers.CALL_ID), CSEQ};
    private static final HeaderSet ONCE = HeaderSet.of(
            Headers.FROM, Headers.TO, Headers.CALL_ID, Headers.CSEQ, Headers.MAX_FORWARDS, Headers.CONTENT_TYPE);

    private Mandatory() {}

    /** Without these not even an answer can be written. */
    static @Nullable String missing(SipMessage message) {
        var index = message.index();
        for (int id : ALL) {
            int field = index.find(id, 0);
            if (field < 0 || index.valueStart(field) == index.valueEnd(field)) return "Missing " + Headers.name(id);
        }
        return message.vias().isEmpty() ? "Bad Via" : null;
    }

    /** What is wrong with those that are there; null when nothing is. */
    static @Nullable String fault(SipMessage message) {
        var repeated = repeated(message.index());
        if (repeated != null) return "Multiple " + repeated; // RFC 4475 §3.3.8
        var cseq = cseqFault(message);
        if (cseq != null) return cseq;
        if (addressFault(message, FROM)) return "Bad From";
        if (addressFault(message, TO)) return "Bad To";
        return viaFault(message) ? "Bad Via" : null;
    }

    private static @Nullable String repeated(HeaderIndex index) {
        long seen = 0;
        for (int field = 0; field < index.size(); field++) {
            int id = index.id(field);
            if (id == Headers.OTHER || !ONCE.has(id)) continue;
            if ((seen >>> id & 1) != 0) return Headers.name(id);
            seen |= 1L << id;
        }
        return null;
    }

    private static @Nullable String cseqFault(SipMessage message) {
        int field = message.index().find(CSEQ, 0);
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
    private static boolean addressFault(SipMessage message, int id) {
        var bytes = message.bytes();
        int field = message.index().find(id, 0);
        int start = message.index().valueStart(field);
        int end = message.index().valueEnd(field);
        boolean quoted = false;
        int open = -1;
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (quoted && b == '\\') i++;
            else if (b == '"') quoted = !quoted;
            else if (!quoted && b == '<' && open < 0) open = i;
        }
        if (quoted) return true;
        if (open < 0) {
            int semicolon = MessageParser.indexOf(bytes, ';', start, end);
            return !hasScheme(bytes, start, semicolon < 0 ? end : semicolon);
        }
        int close = MessageParser.indexOf(bytes, '>', open, end);
        return close < 0 || !isDisplayName(bytes, start, open) || !hasScheme(bytes, open + 1, close);
    }

    private static boolean hasScheme(byte[] bytes, int start, int end) {
        int first = start;
        while (first < end && Bytes.isBlank(bytes[first])) first++;
        return MessageParser.indexOf(bytes, ':', first, end) > first;
    }

    /** Tokens divided by blanks, or one quoted string; other characters cannot be passed on unquoted (RFC 4475 §3.1.2.15). */
    private static boolean isDisplayName(byte[] bytes, int start, int open) {
        int end = open;
        while (end > start && Bytes.isBlank(bytes[end - 1])) end--;
        if (end > start && bytes[start] == '"') return bytes[end - 1] == '"';
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b > ' ' && b < 0x7f && !Bytes.isToken(b)) return false;
        }
        return true;
    }

    /** Every value must be a Via: a stray comma or semicolon hides a hop (RFC 4475 §3.1.2.1). */
    private static boolean viaFault(SipMessage message) {
        var bytes = message.bytes();
        var index = message.index();
        int values = 0;
        for (int field = index.find(VIA, 0); field >= 0; field = index.find(VIA, field + 1)) {
            values++;
            for (int i = index.valueStart(field); i < index.valueEnd(field); i++) {
                if (bytes[i] == ',') values++;
                else if (bytes[i] == ';' && bytes[i + 1] == ';') return true;
            }
        }
        return message.vias().size() != values;
    }
}
