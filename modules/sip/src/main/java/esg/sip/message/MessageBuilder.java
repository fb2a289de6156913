package esg.sip.message;

import esg.sip.message.SipMessage.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes a message field by field, in the order of the calls, into bytes that are then indexed like a received one. Content-Length is
 * written last unless the caller has placed it.
 */
public final class MessageBuilder {
    private static final byte[] CRLF = {'\r', '\n'};
    private static final HeaderSet OF_THE_BODY =
            HeaderSet.of("Content-Type", "Content-Disposition", "Content-Encoding", "Content-Language", "MIME-Version");
    private static final HeaderSet NOTHING = HeaderSet.of();
    private static final byte[] LENGTH = {'C', 'o', 'n', 't', 'e', 'n', 't', '-', 'L', 'e', 'n', 'g', 't', 'h', ':', ' '
    };
    private static final byte[] VIA = {'V', 'i', 'a', ':', ' '};
    private final int status; // 0: a request
    private final String first; // its method, or the response's phrase
    private final String uri;
    private final int startLineEnd;
    private byte[] bytes = new byte[1024];
    private int length;
    private boolean lengthWritten;
    private byte[] body = {};

    private MessageBuilder(int status, String first, String uri) {
        this.status = status;
        this.first = first;
        this.uri = uri;
        if (status > 0)
            text("SIP/2.0 ").text(Integer.toString(status)).text(" ").text(first);
        else text(first).text(" ").text(uri).text(" SIP/2.0");
        this.startLineEnd = length;
        append(CRLF, 0, 2);
    }

    public static MessageBuilder request(String method, String uri) {
        return new MessageBuilder(0, method, uri);
    }

    /** An answer to {@code request}: its Via fields, From, To, Call-ID and CSeq, byte for byte (RFC 3261 §8.2.6.2). */
    public static MessageBuilder response(SipRequest request, int status, String phrase) {
        return answer(request, status, phrase, null, null);
    }

    /**
     * The same, with another top Via value (its received and rport filled in) and a To tag where the request has none; null leaves
     * either as it is.
     */
    public static MessageBuilder answer(
            SipRequest request, int status, String phrase, @Nullable String topVia, @Nullable String toTag) {
        var builder = new MessageBuilder(status, phrase, "");
        if (topVia == null) {
            builder.copy(request, Headers.VIA);
        } else {
            builder.header(Headers.VIA, topVia);
            var vias = request.values(Headers.VIA);
            for (var via : vias.subList(1, vias.size())) builder.header(Headers.VIA, via);
        }
        builder.copy(request, Headers.FROM);
        if (toTag == null || request.toTag() != null) builder.copy(request, Headers.TO);
        else builder.header(Headers.TO, request.header(Headers.TO) + ";tag=" + toTag);
        return builder.copy(request, Headers.CALL_ID).copy(request, Headers.CSEQ);
    }

    /** Appends a field. A value that would end its line is refused: it could smuggle in another field. */
    public MessageBuilder header(String name, String value) {
        if (name.equals(Headers.CONTENT_LENGTH)) lengthWritten = true;
        text(name).text(": ").text(value);
        append(CRLF, 0, 2);
        return this;
    }

    /** Appends every field called that, as it stands in {@code from}; nothing when there is none. */
    public MessageBuilder copy(SipMessage from, String name) {
        for (int field = from.find(name, 0); field >= 0; field = from.find(name, field + 1)) copyField(from, field);
        return this;
    }

    /** Appends every field of {@code from} that is not in {@code without}, in its order; never its Content-Length. */
    public MessageBuilder copyAllBut(SipMessage from, HeaderSet without) {
        var index = from.index();
        int contentLength = Headers.id(Headers.CONTENT_LENGTH);
        for (int field = 0; field < index.size(); field++) {
            int id = index.id(field);
            if (id == contentLength) continue;
            if (!without.has(id, from.bytes(), index.nameStart(field), index.nameEnd(field))) copyField(from, field);
        }
        return this;
    }

    /** Sets the body and appends its type. */
    public MessageBuilder body(String contentType, byte[] content) {
        header(Headers.CONTENT_TYPE, contentType);
        body = content.clone();
        return this;
    }

    /** Takes over the body of {@code from} and the fields that describe it. */
    public MessageBuilder bodyOf(SipMessage from) {
        if (from.bodyLength() == 0) return this;
        for (var name : OF_THE_BODY.names()) copy(from, name);
        body = from.body();
        return this;
    }

    /** The request, still without Via when the caller gave none: {@link #withTopVia} adds it for each hop. */
    public SipRequest buildRequest() {
        if (status > 0) throw new IllegalStateException("a response was begun");
        return new SipRequest(finish(), first, uri);
    }

    public SipResponse buildResponse() {
        return new SipResponse(finish(), status, first);
    }

    /** {@code request} with another Via before its own (RFC 3261 §8.1.1.7). */
    public static SipRequest withTopVia(SipRequest request, String via) {
        var from = request.bytes();
        var added = via.getBytes(StandardCharsets.ISO_8859_1);
        int more = VIA.length + added.length + CRLF.length;
        int start = MessageParser.next(from, request.startLineEnd());
        int end = request.bodyStart() + request.bodyLength();
        var bytes = new byte[end + more];
        System.arraycopy(from, 0, bytes, 0, start);
        System.arraycopy(VIA, 0, bytes, start, VIA.length);
        System.arraycopy(added, 0, bytes, start + VIA.length, added.length);
        System.arraycopy(CRLF, 0, bytes, start + more - CRLF.length, CRLF.length);
        System.arraycopy(from, start, bytes, start + more, end - start);
        var layout = new Layout(bytes, null, request.startLineEnd(), request.bodyStart() + more, request.bodyLength());
        return new SipRequest(layout, request.method(), request.requestUriText());
    }

    /** {@code request} with other content of the same type. */
    public static SipRequest withBody(SipRequest request, byte[] content) {
        return request(request.method(), request.requestUriText())
                .sameWith(request, content)
                .buildRequest();
    }

    /** {@code response} with other content of the same type. */
    public static SipResponse withBody(SipResponse response, byte[] content) {
        return new MessageBuilder(response.status(), response.reasonPhrase(), "")
                .sameWith(response, content)
                .buildResponse();
    }

    private MessageBuilder sameWith(SipMessage from, byte[] content) {
        copyAllBut(from, NOTHING);
        body = content.clone();
        return this;
    }

    private Layout finish() {
        if (!lengthWritten) {
            append(LENGTH, 0, LENGTH.length);
            text(Integer.toString(body.length));
            append(CRLF, 0, 2);
        }
        append(CRLF, 0, 2);
        int bodyStart = length;
        append(body, 0, body.length);
        return new Layout(Arrays.copyOf(bytes, length), null, startLineEnd, bodyStart, body.length);
    }

    private void copyField(SipMessage from, int field) {
        var index = from.index();
        int start = index.nameStart(field);
        append(from.bytes(), start, index.valueEnd(field) - start);
        append(CRLF, 0, 2);
    }

    /** Appends characters, nearly always ASCII; those of names are written in UTF-8. */
    private MessageBuilder text(String text) {
        int count = text.length();
        if (length + count > bytes.length) grow(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (breaksLine(c)) throw lineBreak(text);
            if (c > 0x7f) return encoded(text.substring(i));
            bytes[length++] = (byte) c;
        }
        return this;
    }

    private MessageBuilder encoded(String text) {
        for (int i = 0; i < text.length(); i++) if (breaksLine(text.charAt(i))) throw lineBreak(text);
        var encoded = text.getBytes(StandardCharsets.UTF_8);
        append(encoded, 0, encoded.length);
        return this;
    }

    private static boolean breaksLine(char c) {
        return c == '\r' || c == '\n' || c == 0;
    }

    private static IllegalArgumentException lineBreak(String text) {
        return new IllegalArgumentException(
                String.format(Locale.ROOT, "line break or NUL in \"%s\"", text.replaceAll("\\p{Cntrl}", "?")));
    }

    private void append(byte[] from, int start, int count) {
        if (length + count > bytes.length) grow(count);
        System.arraycopy(from, start, bytes, length, count);
        length += count;
    }

    private void grow(int count) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }
}
