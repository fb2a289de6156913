package esg.sip.alg;

import org.jspecify.annotations.Nullable;

/** Finds addresses of one family in text. */
interface Search {
    /** Adds what is found to {@code hits}, which is made when there is none yet; answers it, null when nothing was ever found. */
    @Nullable
    Hits find(byte[] text, @Nullable Hits hits);

    /** Whether a byte belongs to a word, so that an address beside it is only part of one. */
    static boolean isWord(byte b) {
        return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b == '_';
    }
}
