package esg.sip.message;

import java.util.Locale;

/**
 * The parts of a packet that nobody has parsed yet, for those who change its bytes. A packet whose header cannot be read is all head.
 *
 * @param bodyStart where the body begins; the packet's length when there is none
 * @param bodyEnd where it ends by its Content-Length, at most the packet's length
 * @param length what Content-Length says; 0 when it says nothing that can be used
 * @param lengthStart where the digits of that are
 * @param lengthEnd 0 when there are none
 * @param contentType in lower case, without parameters; "" for none
 * @param contentEncoding in lower case; "" for none
 */
public record Outline(
        int bodyStart,
        int bodyEnd,
        long length,
        int lengthStart,
        int lengthEnd,
        String contentType,
        String contentEncoding) {
    private static final int LENGTH = Headers.id(Headers.CONTENT_LENGTH);
    private static final int TYPE = Headers.id(Headers.CONTENT_TYPE);
    private static final int ENCODING = Headers.id(Headers.CONTENT_ENCODING);

    /** Of a datagram or of a message cut from a stream. */
    public static Outline of(byte[] packet) {
        int start = 0;
        while (start < packet.length && (packet[start] == '\r' || packet[start] == '\n')) start++;
        int line = MessageParser.lineEnd(packet, start);
        var index = new HeaderIndex();
        int bodyStart = line < 0 ? -1 : HeaderLines.index(packet, MessageParser.next(packet, line), index);
        if (bodyStart < 0) return new Outline(packet.length, packet.length, 0, 0, 0, "", "");
        int there = packet.length - bodyStart;
        long said = BodyLength.said(packet, index);
        int field = index.find(LENGTH, 0);
        return new Outline(
                bodyStart,
                bodyStart + (int) (said < 0 ? there : Math.min(said, there)),
                Math.max(said, 0),
                said < 0 ? 0 : index.valueStart(field),
                said < 0 ? 0 : index.valueEnd(field),
                text(packet, index, TYPE),
                text(packet, index, ENCODING));
    }

    private static String text(byte[] packet, HeaderIndex index, int id) {
        int field = index.find(id, 0);
        if (field < 0) return "";
        var value = Bytes.text(packet, index.valueStart(field), index.valueEnd(field));
        int semicolon = value.indexOf(';');
        return (semicolon < 0 ? value : value.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
