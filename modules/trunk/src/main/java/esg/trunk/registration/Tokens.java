package esg.trunk.registration;

import java.security.SecureRandom;

/** What a new dialogue with a registrar begins with, in the original's form (REG-01, REG-06). */
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int TAG_LENGTH = 6;
    private static final long FIRST_CSEQ = 100_000_000; // nine digits, and far from 2^31 for centuries of refreshes

    private Tokens() {}

    static String tag() {
        var tag = new StringBuilder(TAG_LENGTH);
        for (int i = 0; i < TAG_LENGTH; i++) tag.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        return tag.toString();
    }

    static long cseq() {
        return RANDOM.nextLong(FIRST_CSEQ, 10 * FIRST_CSEQ);
    }
}
