package esg.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Methods we know; names are interned, so that a known method may be compared fast. Method names have case (RFC 3261 §7.1). */
public final class Methods {
    /** Known to us; whether a method is allowed is the edge's business. */
    public static final List<String> KNOWN = List.of(
            "INVITE",
            "ACK",
            "BYE",
            "CANCEL",
            "REGISTER",
            "OPTIONS",
            "PRACK",
            "UPDATE",
            "INFO",
            "REFER",
            "NOTIFY",
            "MESSAGE",
            "SUBSCRIBE",
            "PUBLISH");

    private static final byte[][] BYTES =
            KNOWN.stream().map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);

    private Methods() {}

    static String of(byte[] bytes, int start, int end) {
        for (int i = 0; i < BYTES.length; i++) {
            if (BYTES[i].length == end - start && Bytes.equal(bytes, start, BYTES[i])) return KNOWN.get(i);
        }
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }
}
