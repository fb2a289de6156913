package esg.trunk.call;

import java.util.concurrent.ThreadLocalRandom;

/** Tags of the dialogs we open (RFC 3261 §19.3): at least 32 random bits; ours have 59, so that they can key a table. */
final class Tags {
    private static final char[] ALPHABET =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();

    private Tags() {}

    static String fresh() {
        var random = ThreadLocalRandom.current();
        var tag = new char[10];
        for (int i = 0; i < tag.length; i++) tag[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        return new String(tag);
    }
}
