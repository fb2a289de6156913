package esg.admin.rest;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One document that an import adds, changes or deletes.
 *
 * @param kind of document, as the sections of the file are named
 * @param label what people know it by: code, user or name; may be empty
 * @param fields what becomes of its fields, {@code {before, after}} by name; secrets masked
 * @param write does it; blocks
 */
record Step(What what, String kind, String id, String label, Map<String, Object> fields, Runnable write) {
    /** In the order they are done, so that a code given up by one can be taken by another. */
    enum What {
        DELETED,
        CHANGED,
        ADDED
    }

    static Map<String, Object> change(Object before, Object after) {
        var change = new LinkedHashMap<String, Object>();
        change.put("before", before);
        change.put("after", after);
        return change;
    }

    Map<String, Object> document() {
        var document = new LinkedHashMap<String, Object>();
        document.put("what", what.name().toLowerCase(Locale.ROOT));
        document.put("kind", kind);
        document.put("id", id);
        document.put("name", label);
        if (!fields.isEmpty()) document.put("fields", fields);
        return document;
    }
}
