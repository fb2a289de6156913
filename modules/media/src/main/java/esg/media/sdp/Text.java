package esg.media.sdp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/**
 * A description as lines that keep their bytes, each a character.
 *
 * @param blocks the session's lines, then those of each m= line
 */
record Text(List<List<Line>> blocks) {
    private static final String CRLF = "\r\n";

    /** One line; {@code end} is CRLF, LF, CR, or nothing at the very end. */
    record Line(String text, String end) {
        boolean is(char type) {
            return text.length() > 1 && text.charAt(0) == type && text.charAt(1) == '=';
        }

        /** Whether its type is among these letters. */
        boolean isOneOf(String types) {
            return !text.isEmpty() && types.indexOf(text.charAt(0)) >= 0 && is(text.charAt(0));
        }

        String value() {
            return text.substring(2).strip();
        }

        Line with(String other) {
            return new Line(other, end);
        }
    }

    static Text of(byte[] bytes) {
        var all = new String(bytes, ISO_8859_1);
        var blocks = new ArrayList<List<Line>>();
        var block = new ArrayList<Line>();
        for (int from = 0; from < all.length(); ) {
            int end = from;
            while (end < all.length() && all.charAt(end) != '\r' && all.charAt(end) != '\n') end++;
            int next = all.startsWith(CRLF, end) ? end + 2 : Math.min(end + 1, all.length());
            var line = new Line(all.substring(from, end), all.substring(end, next));
            if (line.is('m')) {
                blocks.add(block);
                block = new ArrayList<>();
            }
            block.add(line);
            from = next;
        }
        blocks.add(block);
        return new Text(blocks);
    }

    @Override
    public String toString() {
        var all = new StringBuilder();
        boolean open = false; // a line without an end, which was the last before others were added or moved
        for (var block : blocks) {
            for (var line : block) {
                if (open) all.append(CRLF);
                all.append(line.text).append(line.end);
                open = line.end.isEmpty();
            }
        }
        return all.toString();
    }
}
