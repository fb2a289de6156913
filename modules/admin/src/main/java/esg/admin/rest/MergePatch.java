package esg.admin.rest;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON merge patch (RFC 7396 §2): null removes, objects merge, everything else replaces. */
final class MergePatch {
    private MergePatch() {}

    /** The patched document; it holds no null, so a patch of an empty document is the document without its nulls. */
    static Map<String, Object> apply(Map<?, ?> target, Map<?, ?> patch) {
        var result = new LinkedHashMap<String, Object>();
        target.forEach((name, value) -> put(result, name, value));
        patch.forEach((name, value) -> {
            Object old = result.get(String.valueOf(name));
            put(result, name, value instanceof Map<?, ?> inner ? apply(object(old), inner) : value);
        });
        return result;
    }

    private static void put(Map<String, Object> result, @Nullable Object name, @Nullable Object value) {
        String key = String.valueOf(name);
        if (value == null) {
            result.remove(key);
        } else {
            result.put(key, value);
        }
    }

    private static Map<?, ?> object(@Nullable Object old) {
        return old instanceof Map<?, ?> map ? map : Map.of();
    }
}
