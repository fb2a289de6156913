package esg.domain.normalize;

import java.nio.charset.StandardCharsets;

/** Spells users for headers. */
final class Users {
    private static final String PLAIN = "-_.!~*'()+";

    private Users() {}

    /** With an escape for each byte (RFC 3261 §19.1.2) but letters, digits and marks, so fewer than a URI may have: it is no URI everywhere. */
    static String escaped(String user) {
        var text = new StringBuilder();
        for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean letter = c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
            if (letter || c >= '0' && c <= '9' || PLAIN.indexOf(c) >= 0) text.append(c);
            else text.append(String.format("%%%02X", (int) c));
        }
        return text.toString();
    }
}
