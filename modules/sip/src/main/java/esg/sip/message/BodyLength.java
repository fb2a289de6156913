package esg.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * How long a body is, and what is wrong with its length.
 *
 * @param fault null when nothing is
 */
record BodyLength(int bytes, @Nullable String fault) {
    /** How much of a session description may be missing, in bytes: anonymizing middleboxes shorten it and leave the length (SMP-02). */
    static final int SHORT_SDP = 32;

    private static final int CONTENT_LENGTH = Headers.id(Headers.CONTENT_LENGTH);
    private static final int CONTENT_TYPE = Headers.id(Headers.CONTENT_TYPE);

    static BodyLength measure(byte[] bytes, int bodyStart, HeaderIndex index) {
        int there = bytes.length - bodyStart;
        int field = index.find(CONTENT_LENGTH, 0);
        if (field < 0) return new BodyLength(there, null); // §18.3: the datagram's end ends the body
        if (index.find(CONTENT_LENGTH, field + 1) >= 0)
            return new BodyLength(0, "Multiple Content-Length"); // RFC 4475 §3.3.9
        long said = Bytes.number(bytes, index.valueStart(field), index.valueEnd(field), Integer.MAX_VALUE);
        if (said < 0) return new BodyLength(0, "Bad Content-Length");
        if (said <= there) return new BodyLength((int) said, null);
        boolean tolerable = said - there <= SHORT_SDP && isSdp(bytes, index);
        return tolerable ? new BodyLength(there, null) : new BodyLength(0, "Content-Length larger than message");
    }

    private static boolean isSdp(byte[] bytes, HeaderIndex index) {
        int field = index.find(CONTENT_TYPE, 0);
        return field >= 0
                && Bytes.text(bytes, index.valueStart(field), index.valueEnd(field))
                        .regionMatches(true, 0, "application/sdp", 0, 15);
    }

    /** The length a header asks for, on a transport where nothing else says it (RFC 3261 §18.3); -1 when it says none that can be used. */
    static int said(byte[] bytes, HeaderIndex index) {
        int field = index.find(CONTENT_LENGTH, 0);
        if (field < 0 || index.find(CONTENT_LENGTH, field + 1) >= 0) return -1;
        return (int) Bytes.number(bytes, index.valueStart(field), index.valueEnd(field), Integer.MAX_VALUE);
    }
}
