package esg.media.rtpengine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes bencode, as rtpengine does: keys of a dictionary stand in any order. */
final class Bencode {
    /** Answers of rtpengine nest eight deep; what goes on and on must not fill our stack. */
    private static final int DEEPEST = 32;

    private static final int MOST_DIGITS = 18;

    private final byte[] bytes;
    private int at;

    private Bencode(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    static byte[] write(Value value) {
        var text = new StringBuilder();
        write(value, text);
        return text.toString().getBytes(ISO_8859_1);
    }

    private static void write(Value value, StringBuilder into) {
        switch (value) {
            case Value.Whole(var number) -> into.append('i').append(number).append('e');
            case Value.Text(var text) -> write(text, into);
            case Value.Items(var all) -> {
                into.append('l');
                all.forEach(one -> write(one, into));
                into.append('e');
            }
            case Value.Dictionary(var entries) -> {
                into.append('d');
                entries.forEach((key, one) -> {
                    write(key, into);
                    write(one, into);
                });
                into.append('e');
            }
        }
    }

    private static void write(String text, StringBuilder into) {
        into.append(text.length()).append(':').append(text);
    }

    /** The one value that stands from there to the end; empty when there is none, or anything else. */
    static Optional<Value> read(byte[] bytes, int from) {
        var reader = new Bencode(bytes, from);
        var value = reader.value(0);
        return value == null || reader.at != bytes.length ? Optional.empty() : Optional.of(value);
    }

    private int peek() {
        return at < bytes.length ? bytes[at] : -1;
    }

    private @Nullable Value value(int depth) {
        if (depth > DEEPEST) return null;
        return switch (peek()) {
            case 'i' -> whole();
            case 'l' -> items(depth);
            case 'd' -> dictionary(depth);
            default -> text();
        };
    }

    private Value.@Nullable Whole whole() {
        at++;
        boolean negative = peek() == '-';
        if (negative) at++;
        var number = digits('e');
        return number == null ? null : new Value.Whole(negative ? -number : number);
    }

    /** One digit or more and what ends them. */
    private @Nullable Long digits(char end) {
        long number = 0;
        int first = at;
        while (peek() >= '0' && peek() <= '9') {
            if (at - first >= MOST_DIGITS) return null;
            number = 10 * number + peek() - '0';
            at++;
        }
        if (at == first || peek() != end) return null;
        at++;
        return number;
    }

    private Value.@Nullable Text text() {
        var length = digits(':');
        if (length == null || length > bytes.length - at) return null;
        int from = at;
        at += Math.toIntExact(length);
        return new Value.Text(new String(bytes, from, at - from, ISO_8859_1));
    }

    private Value.@Nullable Items items(int depth) {
        at++;
        List<Value> all = new ArrayList<>();
        while (peek() != 'e') {
            var one = value(depth + 1);
            if (one == null) return null;
            all.add(one);
        }
        at++;
        return new Value.Items(all);
    }

    private Value.@Nullable Dictionary dictionary(int depth) {
        at++;
        Map<String, Value> entries = new LinkedHashMap<>();
        while (peek() != 'e') {
            var key = text();
            var one = key == null ? null : value(depth + 1);
            if (key == null || one == null) return null;
            entries.put(key.bytes(), one);
        }
        at++;
        return new Value.Dictionary(entries);
    }
}
