package esg.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A set of header field names, asked for every field of a message that is copied: known names cost one bit. */
public final class HeaderSet {
    private final List<String> names;
    private final long known;
    private final byte[][] others;

    private HeaderSet(List<String> names) {
        this.names = List.copyOf(names);
        long bits = 0;
        var rest = new ArrayList<byte[]>();
        for (var name : names) {
            int id = Headers.id(name);
            if (id >= 0) bits |= 1L << id;
            else rest.add(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.ISO_8859_1));
        }
        this.known = bits;
        this.others = rest.toArray(byte[][]::new);
    }

    public static HeaderSet of(String... names) {
        return new HeaderSet(List.of(names));
    }

    /** This set and more. */
    public HeaderSet plus(String... more) {
        var all = new ArrayList<>(names);
        all.addAll(List.of(more));
        return new HeaderSet(all);
    }

    public List<String> names() {
        return names;
    }

    /** For names that have a number. */
    boolean has(int id) {
        return (known >>> id & 1) != 0;
    }

    boolean has(int id, byte[] bytes, int start, int end) {
        if (id >= 0) return has(id);
        for (var other : others) if (other.length == end - start && Bytes.equalsLower(bytes, start, other)) return true;
        return false;
    }
}
