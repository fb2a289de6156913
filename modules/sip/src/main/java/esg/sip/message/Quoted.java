package esg.sip.message;

import java.util.ArrayList;
import java.util.List;

/** Finding marks in header values where quotes and angle brackets hide them. */
final class Quoted {
    private Quoted() {}

    /** First {@code mark} at or after {@code from} that stands outside of quoted strings; -1 when there is none. */
    static int indexOf(String text, char mark, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c == mark) return i;
        }
        return -1;
    }

    /** Values of a field that may hold several in a line, divided by commas outside of quotes and brackets (RFC 3261 §7.3.1). */
    static List<String> split(String text) {
        if (text.indexOf(',') < 0) return List.of(text);
        var parts = new ArrayList<String>();
        boolean quoted = false;
        int brackets = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') i++;
            else if (c == '"') quoted = !quoted;
            else if (!quoted && c == '<') brackets++;
            else if (!quoted && c == '>') brackets = Math.max(0, brackets - 1);
            else if (!quoted && c == ',' && brackets == 0) {
                add(parts, text.substring(start, i));
                start = i + 1;
            }
        }
        add(parts, text.substring(Math.min(start, text.length())));
        return parts;
    }

    private static void add(List<String> parts, String part) {
        var value = part.strip();
        if (!value.isEmpty()) parts.add(value);
    }

    /** The text of a quoted string, without quotes and backslashes; other text as it is. */
    static String unquoted(String text) {
        if (text.length() < 2 || text.charAt(0) != '"' || !text.endsWith("\"")) return text;
        if (text.indexOf('\\') < 0) return text.substring(1, text.length() - 1);
        var plain = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            if (text.charAt(i) == '\\' && i + 1 < text.length() - 1) i++;
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }
}
