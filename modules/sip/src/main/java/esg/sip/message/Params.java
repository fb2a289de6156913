package esg.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Parameters in their order: {@code ;lr;transport=tcp}. Names have no case; a flag has the value "". */
public final class Params {
    public static final Params NONE = new Params(List.of());

    private record Param(String name, String value) {}

    private final List<Param> list;

    private Params(List<Param> list) {
        this.list = list;
    }

    /** Reads {@code name=value} pairs divided by semicolons outside of quotes, from {@code start}. */
    static Params parse(String text, int start) {
        List<Param> found = null;
        for (int at = start; at < text.length(); ) {
            int end = Quoted.indexOf(text, ';', at);
            if (end < 0) end = text.length();
            int equals = text.indexOf('=', at);
            boolean flag = equals < 0 || equals >= end;
            var name = text.substring(at, flag ? end : equals).strip();
            if (!name.isEmpty()) {
                if (found == null) found = new ArrayList<>(4);
                found.add(new Param(
                        name, flag ? "" : text.substring(equals + 1, end).strip()));
            }
            at = end + 1;
        }
        return found == null ? NONE : new Params(found);
    }

    /** The value, as written, of the first parameter called that; null when there is none. */
    public @Nullable String get(String name) {
        for (var param : list) if (param.name.equalsIgnoreCase(name)) return param.value;
        return null;
    }

    public boolean has(String name) {
        return get(name) != null;
    }

    /** These parameters with one set, in its old place or at the end. */
    public Params with(String name, String value) {
        var all = new ArrayList<>(list);
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name.equalsIgnoreCase(name)) {
                all.set(i, new Param(name, value));
                return new Params(all);
            }
        }
        all.add(new Param(name, value));
        return new Params(all);
    }

    public Params without(String name) {
        var all = new ArrayList<>(list);
        all.removeIf(param -> param.name.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)));
        return new Params(all);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Params params && params.list.equals(list);
    }

    @Override
    public int hashCode() {
        return list.hashCode();
    }

    /** As on the wire, each with its semicolon. */
    @Override
    public String toString() {
        if (list.isEmpty()) return "";
        var text = new StringBuilder();
        for (var param : list) {
            text.append(';').append(param.name);
            if (!param.value.isEmpty()) text.append('=').append(param.value);
        }
        return text.toString();
    }
}
