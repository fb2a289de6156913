package esg.trunk.remote;

import java.util.OptionalInt;

/**
 * Our tags say which instance carries the dialog: {@code 2.kX93bTq0Zf} is one of roleid 2. A request that reaches another node is handed to
 * that one without anybody being asked.
 */
final class DialogTag {
    private static final char END = '.'; // a token character (RFC 3261 §25.1) that random parts do not have
    private static final int LONGEST = 10;

    private DialogTag() {}

    static String prefix(int roleid) {
        return Integer.toString(roleid) + END;
    }

    /** Empty for a tag that is none of ours. */
    static OptionalInt roleid(String tag) {
        int end = tag.indexOf(END);
        if (end < 1 || end > LONGEST) return OptionalInt.empty();
        long roleid = 0;
        for (int i = 0; i < end; i++) {
            char digit = tag.charAt(i);
            if (digit < '0' || digit > '9') return OptionalInt.empty();
            roleid = roleid * 10 + digit - '0';
        }
        return roleid > Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of((int) roleid);
    }
}
