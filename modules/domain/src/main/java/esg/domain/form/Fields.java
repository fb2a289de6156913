package esg.domain.form;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A document being read: takes fields one by one and collects what is wrong. A JSON null counts as absent. Where a
 * value is refused the default is returned, so that reading goes on and finds the other errors; {@link #check} then
 * gives no value. Not thread-safe; one document, one reader.
 */
public final class Fields {
    private static final java.util.regex.Pattern HOST =
            java.util.regex.Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252}[A-Za-z0-9_])?\\.?");

    private static final java.util.regex.Pattern TOKEN = java.util.regex.Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");
    private static final String NO_TOKENS = "must be a list of names without spaces";
    private static final int LONGEST_ID = 255;

    private final String path;
    private final Map<?, ?> doc;
    private final List<FieldError> errors;
    private final Set<String> known = new LinkedHashSet<>();

    public Fields(Map<String, Object> doc) {
        this("", doc, new ArrayList<>());
    }

    private Fields(String path, Map<?, ?> doc, List<FieldError> errors) {
        this.path = path;
        this.doc = doc;
        this.errors = errors;
    }

    public void refuse(String field, String message) {
        errors.add(new FieldError(path + field, message));
    }

    /** For a rule that only speaks when the field was not refused already. */
    public void refuseOnce(String field, String message) {
        if (errors.stream().noneMatch(error -> error.field().equals(path + field))) refuse(field, message);
    }

    /** A host name or address in its canonical spelling. */
    public String host(String field, boolean required) {
        var host = required ? required(field) : text(field, "");
        if (host.isEmpty()) return host;
        return isHost(host) ? Hosts.canonical(host) : wrong(field, "is not a host name or address: " + host, "");
    }

    /** Host of RFC 3261 §25.1, with underscores, which real servers have. */
    public static boolean isHost(String text) {
        return HOST.matcher(text).matches() || (text.indexOf(':') >= 0 && Hosts.literal(text) != null);
    }

    /** Text without control characters, trimmed: a line break could end a SIP header (RFC 3261 §25.1). */
    public String text(String field, String absent) {
        var value = value(field);
        if (value == null) return absent;
        if (!(value instanceof String text)) return wrong(field, "must be text", absent);
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            return wrong(field, "may not contain control characters or line breaks", absent);
        }
        return text.strip();
    }

    /** The same where empty text and no text are two things. */
    public @Nullable String textOrNull(String field) {
        return value(field) == null ? null : text(field, "");
    }

    /** Names of all fields, for objects whose fields are not ours to name; asking makes them known. */
    public List<String> names() {
        var names = doc.keySet().stream().map(String::valueOf).toList();
        known.addAll(names);
        return names;
    }

    /** What a document is called; as long as the store's keys. */
    public String id(String field) {
        var id = text(field, "");
        return id.length() <= LONGEST_ID
                ? id
                : wrong(field, "may not be longer than " + LONGEST_ID + " characters", "");
    }

    /** Text that must be there and not empty. */
    public String required(String field) {
        int before = errors.size();
        var text = text(field, "");
        if (text.isEmpty() && errors.size() == before) refuse(field, "is required");
        return text;
    }

    /** Text without any of the characters in {@code forbidden} and without spaces. */
    public String word(String field, String forbidden) {
        var text = text(field, "");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || forbidden.indexOf(c) >= 0) {
                return wrong(field, "may not contain spaces or any of " + String.join(" ", forbidden.split("")), "");
            }
        }
        return text;
    }

    public boolean flag(String field, boolean absent) {
        var value = value(field);
        if (value == null) return absent;
        return value instanceof Boolean flag ? flag : wrong(field, "must be true or false", absent);
    }

    /** A whole number within the bounds, both included; a Double counts when it has no fraction. */
    public @Nullable Integer wholeOrNull(String field, int least, int most) {
        var value = value(field);
        if (value == null) return null;
        var number = whole(value);
        if (number == null) refuse(field, "must be a whole number");
        else if (number < least || number > most) refuse(field, "must be from " + least + " to " + most);
        else return number.intValue();
        return null;
    }

    public int whole(String field, int absent, int least, int most) {
        var number = wholeOrNull(field, least, most);
        return number == null ? absent : number;
    }

    /** One of the words of a closed list, any case. */
    public <T> T oneOf(String field, T absent, String allowed, Function<String, Optional<T>> of) {
        var word = text(field, "").toLowerCase(Locale.ROOT);
        if (word.isEmpty()) return absent;
        return of.apply(word).orElseGet(() -> wrong(field, "must be one of " + allowed, absent));
    }

    public List<Integer> wholes(String field, List<Integer> absent, int least, int most) {
        var value = value(field);
        if (value == null) return absent;
        if (!(value instanceof List<?> list)) return wrong(field, "must be a list of whole numbers", absent);
        var numbers = new LinkedHashSet<Integer>();
        for (Object item : list) {
            var number = item == null ? null : whole(item);
            if (number == null) return wrong(field, "must be a list of whole numbers", absent);
            if (number < least || number > most) {
                return wrong(field, "must hold numbers from " + least + " to " + most, absent);
            }
            numbers.add(number.intValue());
        }
        return List.copyOf(numbers);
    }

    public Pattern pattern(String field, Pattern absent, Function<String, Pattern> of) {
        var text = text(field, "");
        var pattern = text.isEmpty() ? null : compiled(field, text, of);
        return pattern == null ? absent : pattern;
    }

    public List<Pattern> patterns(String field, Function<String, Pattern> of) {
        var value = value(field);
        if (value == null) return List.of();
        if (!(value instanceof List<?> list)) return wrong(field, "must be a list of text", List.of());
        var patterns = new LinkedHashSet<Pattern>();
        for (Object item : list) {
            if (!(item instanceof String text)) return wrong(field, "must be a list of text", List.of());
            var pattern = compiled(field, text.strip(), of);
            if (pattern != null) patterns.add(pattern);
        }
        return List.copyOf(patterns);
    }

    /** A list of tokens (RFC 3261 §25.1), each once. */
    public List<String> tokens(String field) {
        var value = value(field);
        if (value == null) return List.of();
        if (!(value instanceof List<?> list)) return wrong(field, NO_TOKENS, List.of());
        var tokens = new LinkedHashSet<String>();
        for (Object item : list) {
            if (!(item instanceof String text) || !TOKEN.matcher(text).matches())
                return wrong(field, NO_TOKENS, List.of());
            tokens.add(text);
        }
        return List.copyOf(tokens);
    }

    /** The object under a field, empty when absent; its errors join ours under {@code field.}. */
    public Fields object(String field) {
        var value = value(field);
        if (value != null && !(value instanceof Map<?, ?>)) refuse(field, "must be an object");
        return new Fields(path + field + ".", value instanceof Map<?, ?> map ? map : Map.of(), errors);
    }

    /** Refuses by name every field that nobody asked for. */
    public void refuseUnknown() {
        for (Object name : doc.keySet()) {
            if (!known.contains(String.valueOf(name))) refuse(String.valueOf(name), "unknown field");
        }
    }

    /** The value when nothing was refused. */
    public <T> Checked<T> check(Supplier<T> value) {
        return errors.isEmpty() ? new Checked.Valid<>(value.get()) : new Checked.Invalid<>(errors);
    }

    private @Nullable Object value(String field) {
        known.add(field);
        return doc.get(field);
    }

    private <T> T wrong(String field, String message, T absent) {
        refuse(field, message);
        return absent;
    }

    private @Nullable Pattern compiled(String field, String text, Function<String, Pattern> of) {
        try {
            return of.apply(text);
        } catch (IllegalArgumentException e) {
            refuse(field, String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static @Nullable Long whole(Object value) {
        return switch (value) {
            case Integer i -> i.longValue();
            case Long l -> l;
            case Double d when d == Math.rint(d) && Math.abs(d) < 1e15 -> d.longValue();
            default -> null;
        };
    }
}
