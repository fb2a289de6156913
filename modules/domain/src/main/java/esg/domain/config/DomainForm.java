package esg.domain.config;

import esg.domain.form.Checked;
import esg.domain.form.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** Document of a tenant domain, {@code {d, name}}. */
public final class DomainForm {
    private DomainForm() {}

    public static Checked<Domain> read(Map<String, Object> doc) {
        var fields = new Fields(doc);
        var domain = new Domain(fields.host("d", true), fields.text("name", ""));
        fields.refuseUnknown();
        return fields.check(() -> domain);
    }

    public static Map<String, Object> write(Domain domain) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("d", domain.d());
        doc.put("name", domain.name());
        return doc;
    }
}
