package esg.domain.border;

import esg.domain.account.Transport;
import esg.domain.border.BorderRule.Action;
import esg.domain.border.BorderRule.DenyMode;
import esg.domain.form.Checked;
import esg.domain.form.Fields;
import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Document of a border rule to record and back (design §4, A-12). */
public final class BorderForm {
    private static final String ALL = "*";
    private static final String REGEX = "/reg/";

    private BorderForm() {}

    /** The rule, or everything that is wrong with the document. */
    public static Checked<BorderRule> read(Map<String, Object> doc) {
        var fields = new Fields(doc);
        var rule = new BorderRule(
                fields.id("id"),
                fields.text("name", ""),
                fields.flag("enabled", true),
                fields.whole("priority", 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                match(fields),
                action(fields),
                fields.oneOf("denymode", DenyMode.DROP, "drop, reject", text -> constant(DenyMode.values(), text)),
                fields.whole("code", 403, 400, 699),
                fields.text("reason", ""));
        fields.refuseUnknown();
        return fields.check(() -> rule);
    }

    private static BorderMatch match(Fields fields) {
        return new BorderMatch(
                fields.pattern("address", Pattern.ANY, BorderForm::address),
                transport(fields),
                fields.whole("port", 0, 0, 65_535),
                fields.pattern("method", Pattern.ANY, BorderForm::method),
                fields.pattern("fromuser", Pattern.ANY, Pattern::user),
                fields.pattern("fromdomain", Pattern.ANY, text -> any(text, Pattern.host(text))),
                fields.pattern("touser", Pattern.ANY, Pattern::user),
                fields.pattern("todomain", Pattern.ANY, text -> any(text, Pattern.host(text))),
                fields.pattern("useragent", Pattern.ANY, Pattern::number));
    }

    private static Optional<Transport> transport(Fields fields) {
        if (fields.text("transport", "").isEmpty()) return Optional.empty();
        return Optional.of(fields.oneOf("transport", Transport.UDP, "udp, tcp, tls", Transport::of));
    }

    /** A name would have to be asked for at every packet, or be out of date. */
    private static Pattern address(String text) {
        var address = Pattern.address(text);
        var exact = address.exactValue();
        if (exact != null && Hosts.literal(exact) == null) {
            throw new IllegalArgumentException("must be an address, a network, a mask or /reg/, not a name: " + text);
        }
        return any(text, address);
    }

    private static Pattern method(String text) {
        return Pattern.number(text.startsWith(REGEX) ? text : text.toUpperCase(Locale.ROOT));
    }

    private static Pattern any(String text, Pattern pattern) {
        return text.equals(ALL) ? Pattern.ANY : pattern;
    }

    private static Action action(Fields fields) {
        if (fields.required("action").isEmpty()) return Action.DENY;
        return fields.oneOf("action", Action.DENY, "allow, deny", text -> constant(Action.values(), text));
    }

    private static <E extends Enum<E>> Optional<E> constant(E[] all, String text) {
        for (var one : all) if (token(one).equals(text)) return Optional.of(one);
        return Optional.empty();
    }

    private static String token(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The document, in the order of the design. */
    public static Map<String, Object> write(BorderRule rule) {
        var match = rule.match();
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", rule.id());
        doc.put("name", rule.name());
        doc.put("enabled", rule.enabled());
        doc.put("priority", rule.priority());
        doc.put("address", match.address().text());
        doc.put("transport", match.transport().map(Transport::token).orElse(""));
        doc.put("port", match.port());
        doc.put("method", match.method().text());
        doc.put("fromuser", user(match.fromuser()));
        doc.put("fromdomain", match.fromdomain().text());
        doc.put("touser", user(match.touser()));
        doc.put("todomain", match.todomain().text());
        doc.put("useragent", match.useragent().text());
        doc.put("action", token(rule.action()));
        doc.put("denymode", token(rule.denymode()));
        doc.put("code", rule.code());
        doc.put("reason", rule.reason());
        return doc;
    }

    /** For a user {@code *} is a name like any other, so any user is the empty text. */
    private static String user(Pattern pattern) {
        return pattern.equals(Pattern.ANY) ? "" : pattern.text();
    }
}
