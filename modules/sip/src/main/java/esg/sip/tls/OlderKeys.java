package esg.sip.tls;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Puts keys as OpenSSL wrote them before version 1.0 into the PKCS#8 that the JDK reads (RFC 5208 §5). */
final class OlderKeys {
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final int PARAMETERS = 0xA0;
    private static final byte[] VERSION = {2, 1, 0};
    /** rsaEncryption with its NULL (RFC 8017 §A.1). */
    private static final byte[] RSA = {6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0};
    /** id-ecPublicKey (RFC 5480 §2.1.1); the curve follows. */
    private static final byte[] EC = {6, 7, 42, (byte) 134, 72, (byte) 206, 61, 2, 1};

    private OlderKeys() {}

    /** PKCS#1 (RFC 8017 §A.1.2) in PKCS#8. */
    static byte[] rsa(byte[] pkcs1) {
        return wrapped(RSA, pkcs1);
    }

    /** SEC 1 (RFC 5915 §3) in PKCS#8; empty when it does not name its curve. */
    static Optional<byte[]> ec(byte[] sec1) {
        return curve(sec1).map(curve -> wrapped(joined(EC, curve), sec1));
    }

    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return value(SEQUENCE, joined(VERSION, value(SEQUENCE, algorithm), value(OCTETS, key)));
    }

    /** ECPrivateKey: version, key, parameters with the curve's object identifier. What is damaged is found by who reads the result. */
    private static Optional<byte[]> curve(byte[] sec1) {
        int at = content(sec1, 0);
        while (at >= 0 && at < sec1.length) {
            int from = content(sec1, at);
            if (from < 0) return Optional.empty();
            int end = from + length(sec1, at);
            if (end > sec1.length) return Optional.empty();
            if ((sec1[at] & 0xFF) == PARAMETERS) return Optional.of(java.util.Arrays.copyOfRange(sec1, from, end));
            at = end;
        }
        return Optional.empty();
    }

    /** Where the content of the value at this place begins; -1 when there is none. Lengths up to 64 KiB, more than any key has. */
    private static int content(byte[] der, int at) {
        if (at + 2 > der.length) return -1;
        int first = der[at + 1] & 0xFF;
        int more = first < 0x80 ? 0 : first - 0x80;
        return first == 0x80 || more > 2 || at + 2 + more > der.length ? -1 : at + 2 + more;
    }

    private static int length(byte[] der, int at) {
        int first = der[at + 1] & 0xFF;
        if (first < 0x80) return first;
        return first == 0x81 ? der[at + 2] & 0xFF : (der[at + 2] & 0xFF) << 8 | der[at + 3] & 0xFF;
    }

    private static byte[] value(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else { // in as few bytes as possible, or it is no DER
            out.write(content.length < 0x100 ? 0x81 : 0x82);
            if (content.length >= 0x100) out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (var part : parts) out.writeBytes(part);
        return out.toByteArray();
    }
}
