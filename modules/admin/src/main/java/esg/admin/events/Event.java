package esg.admin.events;

import java.util.Map;

/**
 * Something that happened on a node.
 *
 * @param type {@code registration}, {@code ping}, {@code call}, {@code node}, {@code ban}, or {@code lost}, which says that events are missing
 *     since nobody read them fast enough
 * @param d domain it belongs to; "" for what belongs to none
 * @param data fields by name, text or numbers; {@code at} and {@code node} are always there
 */
public record Event(String type, String d, Map<String, Object> data) {
    public Event {
        data = Map.copyOf(data);
    }
}
