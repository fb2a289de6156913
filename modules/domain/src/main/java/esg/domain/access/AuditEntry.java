package esg.domain.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One line of the record of who did what. Holds no secret: where a document had one, it is masked.
 *
 * @param id given by the store, growing; 0 before
 * @param who name of the token; "" for somebody who had none that opens
 * @param role of it; "" likewise
 * @param address it came from
 * @param action {@link Deed#token}
 * @param kind of document or thing: provider, node, ban …
 * @param d domain it belongs to; "" for none
 * @param key its id or name
 * @param before the document that was, or of a change the fields that changed; empty for none
 * @param after the document that is, likewise
 */
public record AuditEntry(
        long id,
        Instant at,
        String who,
        String role,
        String address,
        String action,
        String kind,
        String d,
        String key,
        Map<String, Object> before,
        Map<String, Object> after) {

    /** The document, {@code d}, {@code before} and {@code after} only where there are any. */
    public Map<String, Object> write() {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", id);
        doc.put("at", at.toString());
        doc.put("who", who);
        doc.put("role", role);
        doc.put("address", address);
        doc.put("action", action);
        doc.put("kind", kind);
        if (!d.isEmpty()) doc.put("d", d);
        doc.put("key", key);
        if (!before.isEmpty()) doc.put("before", before);
        if (!after.isEmpty()) doc.put("after", after);
        return doc;
    }
}
