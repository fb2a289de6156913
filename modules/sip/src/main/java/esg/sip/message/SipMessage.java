package esg.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands on the wire, with an index of its header fields. Immutable; values are read when asked for and kept. Header
 * names are given as {@link Headers} writes them; compact forms and other spellings are the index's business.
 */
public abstract sealed class SipMessage permits SipRequest, SipResponse {
    private final byte[] bytes;
    private final HeaderIndex index;
    private final int startLineEnd;
    private final int bodyStart;
    private final int bodyLength;
    private @Nullable String callId;
    private @Nullable Address from;
    private @Nullable Address to;
    private @Nullable Via topVia;
    private long cseq = -1;
    private @Nullable String cseqMethod;

    SipMessage(Layout layout) {
        this.bytes = layout.bytes();
        this.index = layout.index();
        this.startLineEnd = layout.startLineEnd();
        this.bodyStart = layout.bodyStart();
        this.bodyLength = layout.bodyLength();
    }

    /** Where the parts of a message are: end of the start line without its CRLF, begin and length of the body. */
    record Layout(byte[] bytes, HeaderIndex index, int startLineEnd, int bodyStart, int bodyLength) {}

    /** The wire form. Not to be changed; what stands behind the body was not part of the message. */
    public final byte[] bytes() {
        return bytes;
    }

    HeaderIndex index() {
        return index;
    }

    int startLineEnd() {
        return startLineEnd;
    }

    int bodyStart() {
        return bodyStart;
    }

    public final String callId() {
        var known = callId;
        if (known == null) callId = known = required(Headers.CALL_ID);
        return known;
    }

    public final Address from() {
        var known = from;
        if (known == null) from = known = Address.parse(required(Headers.FROM));
        return known;
    }

    public final Address to() {
        var known = to;
        if (known == null) to = known = Address.parse(required(Headers.TO));
        return known;
    }

    public final @Nullable String fromTag() {
        return from().tag();
    }

    public final @Nullable String toTag() {
        return to().tag();
    }

    /** The hop that sent this message. */
    public final Via topVia() {
        var known = topVia;
        if (known == null) topVia = known = vias().getFirst();
        return known;
    }

    /** All hops that can be read, newest first. */
    public final List<Via> vias() {
        var vias = new ArrayList<Via>(2);
        for (var value : values(Headers.VIA)) {
            var via = Via.parse(value);
            if (via != null) vias.add(via);
        }
        if (topVia == null && !vias.isEmpty()) topVia = vias.getFirst(); // read by the checks of every message
        return vias;
    }

    /** Sequence number, 0 to 2^32-1. */
    public final long cseq() {
        readCseq();
        return cseq;
    }

    public final String cseqMethod() {
        readCseq();
        var method = cseqMethod;
        return method == null ? "" : method;
    }

    private void readCseq() {
        if (cseq >= 0) return;
        var value = required(Headers.CSEQ);
        int blank = 0;
        while (blank < value.length() && value.charAt(blank) > ' ') blank++;
        cseqMethod = value.substring(blank).strip();
        cseq = Long.parseLong(value.substring(0, blank)); // checked by the parser
    }

    /** The first Contact; null when there is none, or it is {@code *}. */
    public final @Nullable Address contact() {
        var contacts = contacts();
        return contacts.isEmpty() ? null : contacts.getFirst();
    }

    public final List<Address> contacts() {
        return contactIsStar() ? List.of() : addresses(Headers.CONTACT);
    }

    public final boolean contactIsStar() {
        return "*".equals(header(Headers.CONTACT));
    }

    public final List<Address> routes() {
        return addresses(Headers.ROUTE);
    }

    public final List<Address> recordRoutes() {
        return addresses(Headers.RECORD_ROUTE);
    }

    /** Every value of a field that holds addresses. */
    public final List<Address> addresses(String name) {
        var values = values(name);
        if (values.isEmpty()) return List.of();
        var addresses = new ArrayList<Address>(values.size());
        for (var value : values) addresses.add(Address.parse(value));
        return addresses;
    }

    /** The first field's value, unfolded and without blanks at its ends; null when the field is absent. */
    public final @Nullable String header(String name) {
        int field = find(name, 0);
        return field < 0 ? null : value(field);
    }

    /** The values of all fields called that, a line each. */
    public final List<String> headers(String name) {
        int field = find(name, 0);
        if (field < 0) return List.of();
        var lines = new ArrayList<String>(2);
        for (; field >= 0; field = find(name, field + 1)) lines.add(value(field));
        return lines;
    }

    /** The values of all fields called that, those in one line divided at their commas. */
    public final List<String> values(String name) {
        int first = find(name, 0);
        if (first < 0) return List.of();
        if (find(name, first + 1) < 0) return Quoted.split(value(first));
        var values = new ArrayList<String>();
        for (var line : headers(name)) values.addAll(Quoted.split(line));
        return values;
    }

    public final boolean has(String name) {
        return find(name, 0) >= 0;
    }

    /** Whether a list of option tags or methods names {@code token}, in any case. */
    public final boolean hasToken(String name, String token) {
        for (var value : values(name)) if (value.equalsIgnoreCase(token)) return true;
        return false;
    }

    /** A field that holds a number; {@code absent} also when it holds something else. */
    public final int intHeader(String name, int absent) {
        int field = find(name, 0);
        if (field < 0) return absent;
        long number = Bytes.number(bytes, index.valueStart(field), index.valueEnd(field), Integer.MAX_VALUE);
        return number < 0 ? absent : (int) number;
    }

    public final @Nullable String contentType() {
        return header(Headers.CONTENT_TYPE);
    }

    public final int bodyLength() {
        return bodyLength;
    }

    /** A copy of the body. */
    public final byte[] body() {
        return Arrays.copyOfRange(bytes, bodyStart, bodyStart + bodyLength);
    }

    final int find(String name, int from) {
        int id = Headers.id(name);
        for (int field = from; field < index.size(); field++) {
            if (id != Headers.OTHER) {
                if (index.id(field) == id) return field;
            } else if (index.id(field) == Headers.OTHER && isCalled(field, name)) {
                return field;
            }
        }
        return -1;
    }

    private boolean isCalled(int field, String name) {
        int start = index.nameStart(field);
        if (index.nameEnd(field) - start != name.length()) return false;
        for (int i = 0; i < name.length(); i++) {
            if (Bytes.lower(bytes[start + i]) != Character.toLowerCase(name.charAt(i))) return false;
        }
        return true;
    }

    final String value(int field) {
        return unfolded(Bytes.text(bytes, index.valueStart(field), index.valueEnd(field)));
    }

    /** A line that begins with a blank goes on with the one before (RFC 3261 §7.3.1): all of it is one space. */
    private static String unfolded(String value) {
        if (value.indexOf('\n') < 0 && value.indexOf('\r') < 0) return value;
        return value.replaceAll("[ \\t]*[\\r\\n]+[ \\t]*", " ");
    }

    private String required(String name) {
        var value = header(name);
        if (value == null) throw new IllegalStateException("message without " + name + " passed the parser");
        return value;
    }

    @Override
    public final String toString() {
        return Bytes.text(bytes, 0, bodyStart + bodyLength);
    }
}
