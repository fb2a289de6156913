package esg.domain.normalize;

import esg.domain.form.Checked;
import esg.domain.form.Fields;
import esg.domain.normalize.NormalizationRule.Numbers;
import esg.domain.pattern.Pattern;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Document of a normalization rule to record and back (design §4). */
public final class NormalizationForm {
    private static final java.util.regex.Pattern TOKEN =
            java.util.regex.Pattern.compile("[A-Za-z0-9.!%*_+`'~-]+"); // RFC 3261 §25.1

    /** What the gateway writes itself, by dialog or hop or otherwise, and what secures it. */
    private static final Set<String> OURS = lower(
            "Via v Route Record-Route From f To t Call-ID i CSeq Contact m Max-Forwards Content-Type c Content-Length l Content-Disposition"
                    + " Content-Encoding e Content-Language MIME-Version Authorization Proxy-Authorization WWW-Authenticate"
                    + " Proxy-Authenticate Authentication-Info Proxy-Require Require Supported k Allow RSeq RAck Path Timestamp Session-Expires x"
                    + " Min-SE P-Called-Party-ID P-Asserted-Identity X-Esg-Account X-Esg-Test X-Esg-Binding"
                    + " X-Esg-Subscriber X-Esg-Emergency");

    private static final String HEADERS = "headers.";

    private NormalizationForm() {}

    private static Set<String> lower(String names) {
        var set = new TreeSet<String>();
        for (var name : names.split(" ")) set.add(name.toLowerCase(Locale.ROOT));
        return set;
    }

    /** The rule, or everything that is wrong with the document. */
    public static Checked<NormalizationRule> read(Map<String, Object> doc) {
        var fields = new Fields(doc);
        var rule = new NormalizationRule(
                fields.id("id"),
                fields.host("d", true),
                fields.text("name", ""),
                fields.flag("enabled", true),
                fields.whole("priority", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                direction(fields),
                fields.pattern("providercode", Pattern.ANY, Pattern::number),
                match(fields.object("match")),
                set(fields.object("set")));
        checkGroups(fields, rule);
        fields.refuseUnknown();
        return fields.check(() -> rule);
    }

    /** A group that no pattern has would be empty in every call. */
    private static void checkGroups(Fields fields, NormalizationRule rule) {
        var match = rule.match();
        int from = match.from().groupCount();
        int to = match.to().groupCount();
        int ruri = match.ruri().groupCount();
        var counts = Map.of("from", from, "to", to, "ruri", ruri, "", from + to + ruri);
        rule.set().templates().forEach((field, template) -> {
            for (var group : template.groups()) {
                var of = group.substring(0, Math.max(group.indexOf('.'), 0));
                if (group.charAt(group.length() - 1) - '0' > counts.getOrDefault(of, 0)) {
                    fields.refuse("set." + field, "there is no group {" + group + "} in match");
                }
            }
        });
    }

    private static Direction direction(Fields fields) {
        if (fields.required("direction").isEmpty()) return Direction.IN;
        return fields.oneOf("direction", Direction.IN, "in, out", Direction::of);
    }

    private static Numbers match(Fields fields) {
        var match = new Numbers(
                fields.pattern("from", Pattern.ANY, Pattern::number),
                fields.pattern("to", Pattern.ANY, Pattern::number),
                fields.pattern("ruri", Pattern.ANY, Pattern::number));
        fields.refuseUnknown();
        return match;
    }

    private static Substitutions set(Fields fields) {
        var headers = new LinkedHashMap<String, Template>();
        var free = fields.object("headers");
        var names = new TreeSet<String>();
        for (var name : free.names()) {
            var template = template(free, name);
            if (!TOKEN.matcher(name).matches()) free.refuse(name, "is not the name of a header field");
            else if (!names.add(name.toLowerCase(Locale.ROOT))) free.refuse(name, "is named twice");
            else if (OURS.contains(name.toLowerCase(Locale.ROOT))) free.refuse(name, "is written by the gateway");
            else if (template != null) headers.put(name, template);
        }
        var set = new Substitutions(
                template(fields, "fromuser"),
                template(fields, "fromname"),
                domain(fields, "fromdomain"),
                template(fields, "touser"),
                domain(fields, "todomain"),
                template(fields, "ruriuser"),
                template(fields, "pai"),
                headers);
        fields.refuseUnknown();
        return set;
    }

    private static @Nullable Template domain(Fields fields, String field) {
        var template = template(fields, field);
        if (template != null && template.isFixed() && !Fields.isHost(template.text())) {
            fields.refuse(field, "is not a host name or address: " + template.text());
        }
        return template;
    }

    private static @Nullable Template template(Fields fields, String field) {
        var text = fields.textOrNull(field);
        if (text == null) return null;
        try {
            return Template.of(text, Normalizer.VALUES);
        } catch (IllegalArgumentException e) {
            fields.refuse(field, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** The document, in the order of the design; without what the rule does not set. */
    public static Map<String, Object> write(NormalizationRule rule) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", rule.id());
        doc.put("d", rule.d());
        doc.put("name", rule.name());
        doc.put("enabled", rule.enabled());
        doc.put("priority", rule.priority());
        doc.put("direction", rule.direction().token());
        doc.put("providercode", rule.providercode().text());
        var match = new LinkedHashMap<String, Object>();
        match.put("from", rule.match().from().text());
        match.put("to", rule.match().to().text());
        match.put("ruri", rule.match().ruri().text());
        doc.put("match", match);
        doc.put("set", write(rule.set()));
        return doc;
    }

    private static Map<String, Object> write(Substitutions set) {
        var doc = new LinkedHashMap<String, Object>();
        var headers = new LinkedHashMap<String, Object>();
        set.templates().forEach((field, template) -> {
            if (field.startsWith(HEADERS)) headers.put(field.substring(HEADERS.length()), template.text());
            else doc.put(field, template.text());
        });
        doc.put("headers", headers);
        return doc;
    }
}
