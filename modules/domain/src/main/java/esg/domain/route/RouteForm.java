package esg.domain.route;

import esg.domain.form.Checked;
import esg.domain.form.Fields;
import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Document of a routing rule to record and back (design §4). */
public final class RouteForm {
    private static final String BREAKS_URI = "<>\"";
    private static final List<String> SOUNDS = List.of("", "tone", "echo");
    private static final java.util.regex.Pattern SIP_URI = java.util.regex.Pattern.compile(
            "sips?:(?:[^@]*@)?(\\[[0-9A-Fa-f:.]+\\]|[^:;?@\\[\\]]+)(:[0-9]{1,5})?([;?].*)?");

    private RouteForm() {}

    /** The rule, or everything that is wrong with the document. */
    public static Checked<Route> read(Map<String, Object> doc) {
        var fields = new Fields(doc);
        var route = new Route(
                fields.id("id"),
                fields.host("d", true),
                fields.text("name", ""),
                fields.flag("enabled", true),
                fields.whole("priority", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                fields.oneOf("origin", Origin.ANY, "provider, subscriber, any", Origin::of),
                fields.pattern("providercode", Pattern.ANY, Pattern::number),
                fields.pattern("from", Pattern.ANY, Pattern::number),
                fields.pattern("to", Pattern.ANY, Pattern::number),
                action(fields),
                fields.word("target", BREAKS_URI),
                fields.word("touser", BREAKS_URI + "@:"),
                fields.whole("code", 403, 400, 699),
                fields.text("reason", ""),
                fields.wholes("failovercodes", Route.DEFAULT_FAILOVERCODES, 300, 699));
        checkTarget(fields, route);
        fields.refuseUnknown();
        return fields.check(() -> route);
    }

    private static Action action(Fields fields) {
        if (fields.required("action").isEmpty()) return Action.REJECT;
        return fields.oneOf("action", Action.REJECT, "external, subscriber, uri, domain, reject, test", Action::of);
    }

    private static void checkTarget(Fields fields, Route route) {
        var target = route.target();
        switch (route.action()) {
            case EXTERNAL -> {
                int at = target.indexOf('@');
                if (target.isEmpty()) fields.refuseOnce("target", "is required: code of the account");
                else if (at == 0 || (at > 0 && !Fields.isHost(target.substring(at + 1)))) {
                    fields.refuse("target", "must be CODE or CODE@domain");
                }
            }
            case URI -> {
                var uri = SIP_URI.matcher(target);
                if (target.isEmpty()) fields.refuseOnce("target", "is required: a SIP URI");
                else if (!uri.matches() || !Fields.isHost(uri.group(1).replaceAll("[\\[\\]]", ""))) {
                    fields.refuse("target", "must be a sip or sips URI with a host");
                }
            }
            case DOMAIN -> {
                if (target.isEmpty()) fields.refuseOnce("target", "is required: a domain of this platform");
                else if (!Fields.isHost(target)) fields.refuse("target", "is not a domain: " + target);
                else if (Hosts.canonical(target).equals(route.d())) fields.refuse("target", "is the rule's own domain");
            }
            case SUBSCRIBER -> {
                if (target.indexOf('@') >= 0) fields.refuse("target", "must be a user or number of the rule's domain");
            }
            case TEST -> {
                if (!SOUNDS.contains(target)) fields.refuse("target", "must be tone or echo, or left out for tone");
            }
            case REJECT -> {}
        }
    }

    /** The document, in the order of the design. */
    public static Map<String, Object> write(Route route) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", route.id());
        doc.put("d", route.d());
        doc.put("name", route.name());
        doc.put("enabled", route.enabled());
        doc.put("priority", route.priority());
        doc.put("origin", route.origin().token());
        doc.put("providercode", route.providercode().text());
        doc.put("from", route.from().text());
        doc.put("to", route.to().text());
        doc.put("action", route.action().token());
        doc.put("target", route.target());
        doc.put("touser", route.touser());
        doc.put("code", route.code());
        doc.put("reason", route.reason());
        doc.put("failovercodes", route.failovercodes());
        return doc;
    }
}
