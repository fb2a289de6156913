package esg.admin.why;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code {resultcode, resultmsg, data}}, as the original answers (design §4). */
final class Envelope {
    private Envelope() {}

    static Map<String, Object> of(Object data) {
        var document = new LinkedHashMap<String, Object>();
        document.put("resultcode", 0);
        document.put("resultmsg", "OK");
        document.put("data", data);
        return document;
    }
}
