package esg.sip.transaction;

import java.security.SecureRandom;

/** Branches, tags and Call-IDs nobody can guess (RFC 3261 §19.3); one read of the system's random source serves some hundred. */
final class Tokens {
    private static final char[] LETTERS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
    private static final SecureRandom SOURCE = new SecureRandom();
    private static final ThreadLocal<Tokens> OF_THREAD = ThreadLocal.withInitial(Tokens::new);

    private final byte[] pool = new byte[4096];
    private int used = pool.length;

    private Tokens() {}

    /** Letters and digits. */
    static String next(int length) {
        return next("", length);
    }

    /** The same behind a prefix. */
    static String next(String prefix, int length) {
        int start = prefix.length();
        var chars = new char[start + length];
        prefix.getChars(0, start, chars, 0);
        OF_THREAD.get().fill(chars, start, length);
        return new String(chars);
    }

    /** A branch as the original's: {@code z9hG4bK} and two groups (REG-01). */
    static String branch() {
        var chars = new char[28];
        "z9hG4bK".getChars(0, 7, chars, 0);
        var tokens = OF_THREAD.get();
        tokens.fill(chars, 7, 10);
        chars[17] = '-';
        tokens.fill(chars, 18, 10);
        return new String(chars);
    }

    private void fill(char[] into, int at, int count) {
        if (used + count > pool.length) {
            SOURCE.nextBytes(pool);
            used = 0;
        }
        for (int i = 0; i < count; i++) into[at + i] = LETTERS[(pool[used++] & 0xff) % LETTERS.length];
    }
}
