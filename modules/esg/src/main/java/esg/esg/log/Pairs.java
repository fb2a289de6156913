package esg.esg.log;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pairs {@code key=value} of a log message. They are read where we wrote them, in the text with its {@code {}}, never in what was put
 * there: a peer's words may look like pairs.
 */
final class Pairs {
    private static final Pattern PAIR =
            Pattern.compile("(?<![^\\s(])([A-Za-z][A-Za-z0-9_.-]*)=(?:\"([^\"]*)\"|([^\\s\"]*))");
    private static final String PLACE = "{}";

    private Pairs() {}

    /**
     * Those of a message, in its order, keys in lower case. A number or truth value that is a value by itself stays one.
     *
     * @param text as it stands in the program: {@code registered account={} granted={}}
     */
    static Map<String, @Nullable Object> of(String text, @Nullable Object @Nullable [] arguments) {
        var given = arguments == null ? new Object[0] : arguments;
        var pairs = new LinkedHashMap<String, @Nullable Object>();
        var pair = PAIR.matcher(text);
        while (pair.find()) {
            var value = pair.group(2) == null ? pair.group(3) : pair.group(2);
            int first = places(text.substring(0, pair.start()));
            pairs.put(pair.group(1).toLowerCase(Locale.ROOT), value(value, given, first));
        }
        return pairs;
    }

    private static int places(String text) {
        int count = 0;
        for (int at = text.indexOf(PLACE); at >= 0; at = text.indexOf(PLACE, at + PLACE.length())) count++;
        return count;
    }

    private static @Nullable Object value(String text, @Nullable Object[] given, int first) {
        if (text.equals(PLACE) && first < given.length) return plain(given[first]);
        var filled = new StringBuilder();
        int from = 0;
        int next = first;
        for (int at = text.indexOf(PLACE); at >= 0 && next < given.length; at = text.indexOf(PLACE, from)) {
            filled.append(text, from, at).append(given[next++]);
            from = at + PLACE.length();
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value == null || value instanceof Number || value instanceof Boolean ? value : value.toString();
    }
}
