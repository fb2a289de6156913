package esg.sip.message;

import java.nio.charset.StandardCharsets;

/** Looking at ranges of a packet without copying them. */
final class Bytes {
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (char c = '0'; c <= '9'; c++) TOKEN[c] = true;
        for (char c = 'a'; c <= 'z'; c++) TOKEN[c] = TOKEN[c - 'a' + 'A'] = true;
        for (char c : "-.!%*_+`'~".toCharArray()) TOKEN[c] = true;
    }

    private Bytes() {}

    static boolean equal(byte[] bytes, int start, byte[] wanted) {
        if (start + wanted.length > bytes.length) return false;
        for (int i = 0; i < wanted.length; i++) if (bytes[start + i] != wanted[i]) return false;
        return true;
    }

    /** Compares without case; {@code lower} is in lower case. */
    static boolean equalsLower(byte[] bytes, int start, byte[] lower) {
        for (int i = 0; i < lower.length; i++) if (lower(bytes[start + i]) != lower[i]) return false;
        return true;
    }

    static int lower(byte b) {
        return b >= 'A' && b <= 'Z' ? b + 32 : b;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    static String text(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** Characters of a token (RFC 3261 §25.1). */
    static boolean isToken(byte b) {
        return b >= 0 && TOKEN[b];
    }

    static boolean isToken(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) if (!isToken(bytes[i])) return false;
        return end > start;
    }

    /** A number of digits only, up to {@code most}; -1 when it is none. Leading zeros are legal. */
    static long number(byte[] bytes, int start, int end, long most) {
        if (start == end) return -1;
        long value = 0;
        for (int i = start; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') return -1;
            value = value * 10 + (bytes[i] - '0');
            if (value > most) return -1;
        }
        return value;
    }
}
