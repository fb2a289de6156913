package esg.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands on the wire, with an index of its header fields. Immutable; values are read when asked for and kept. Header
 * names are given as {@link Headers} writes them; compact forms and other spellings are the index's business.
 */
public abstract sealed class SipMessage permits SipRequest, SipResponse {
    private final byte[] bytes;
    private volatile @Nullable HeaderIndex index; // of our own messages, which few look into, made when asked for
    private final int startLineEnd;
    private final int bodyStart;
    private final int bodyLength;
    private @Nullable String callId;
    private @Nullable Address from;
    private @Nullable Address to;
    private @Nullable List<Via> vias;
    private long cseq = -1;
    private @Nullable String cseqMethod;

    SipMessage(Layout layout) {
        this.bytes = layout.bytes();
        this.index = layout.index();
        this.startLineEnd = layout.startLineEnd();
        this.bodyStart = layout.bodyStart();
        this.bodyLength = layout.bodyLength();
    }

    /**
     * Where the parts of a message are: end of the start line without its CRLF, begin and length of the body.
     *
     * @param index null when it may be made later
     */
    record Layout(byte[] bytes, @Nullable HeaderIndex index, int startLineEnd, int bodyStart, int bodyLength) {}

    /** The wire form. Not to be changed; what stands behind the body was not part of the message. */
    public final byte[] bytes() {
        return bytes;
    }

    HeaderIndex index() {
        var known = index;
        if (known == null) {
            known = new HeaderIndex();
            HeaderLines.index(bytes, MessageParser.next(bytes, startLineEnd), known);
            index = known;
        }
        return known;
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
        return vias().getFirst();
    }

    /** All hops that can be read, newest first. */
    public final List<Via> vias() {
        var known = vias;
        if (known == null) vias = known = readVias();
        return known;
    }

    private List<Via> readVias() {
        var values = values(Headers.VIA);
        if (values.size() == 1) {
            var only = Via.parse(values.getFirst());
            return only == null ? List.of() : List.of(only);
        }
        return values.stream().map(Via::parse).filter(Objects::nonNull).toList();
    }

    /** Sequence number, 0 to 2^32-1. */
    public final long cseq() {
        if (cseq < 0)
            cseq = Bytes.number(bytes, cseqStart(), cseqBlank(), Long.MAX_VALUE / 10); // checked by the parser
        return cseq;
    }

    public final String cseqMethod() {
        var known = cseqMethod;
        if (known == null) {
            int end = index().valueEnd(find(Headers.CSEQ, 0));
            int start = cseqBlank();
            while (start < end && Bytes.isBlank(bytes[start])) start++;
            cseqMethod = known = Methods.of(bytes, start, end);
        }
        return known;
    }

    private int cseqStart() {
        return index().valueStart(find(Headers.CSEQ, 0));
    }

    /** End of the number. */
    private int cseqBlank() {
        int field = find(Headers.CSEQ, 0);
        int at = index().valueStart(field);
        int end = index().valueEnd(field);
        while (at < end && !Bytes.isBlank(bytes[at])) at++;
        return at;
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
        long number = Bytes.number(bytes, index().valueStart(field), index().valueEnd(field), Integer.MAX_VALUE);
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
        var fields = index();
        if (id != Headers.OTHER) return fields.find(id, from);
        for (int field = from; field < fields.size(); field++) {
            if (fields.id(field) == Headers.OTHER && isCalled(fields, field, name)) return field;
        }
        return -1;
    }

    private boolean isCalled(HeaderIndex fields, int field, String name) {
        int start = fields.nameStart(field);
        if (fields.nameEnd(field) - start != name.length()) return false;
        for (int i = 0; i < name.length(); i++) {
            if (Bytes.lower(bytes[start + i]) != Character.toLowerCase(name.charAt(i))) return false;
        }
        return true;
    }

    final String value(int field) {
        return unfolded(Bytes.text(bytes, index().valueStart(field), index().valueEnd(field)));
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
