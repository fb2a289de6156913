package esg.domain.access;

import esg.domain.form.Checked;
import esg.domain.form.Fields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Document of a token: {@code {id, name, role, d, expires, enabled, created, lastused}}; the last two are told and not read. */
public final class TokenForm {
    /** The token of the settings goes by this name. */
    public static final String RESERVED = "admin";

    private static final int LONGEST_NAME = 100;

    private TokenForm() {}

    /** The token without its hash, or everything that is wrong with the document. */
    public static Checked<Token> read(Map<String, Object> doc) {
        var fields = new Fields(doc);
        var role = fields.required("role").isEmpty()
                ? Role.VIEWER
                : fields.oneOf("role", Role.VIEWER, "admin, domainadmin, viewer", Role::of);
        var token = new Token(
                fields.id("id"),
                fields.required("name"),
                role,
                fields.host("d", false),
                instant(fields, "expires"),
                fields.flag("enabled", true),
                "",
                instant(fields, "created").orElse(Instant.EPOCH),
                instant(fields, "lastused"));
        check(fields, token);
        fields.refuseUnknown();
        return fields.check(() -> token);
    }

    private static void check(Fields fields, Token token) {
        if (token.name().equals(RESERVED)) fields.refuse("name", "is that of the token in the settings");
        if (token.name().length() > LONGEST_NAME) {
            fields.refuse("name", "may not be longer than " + LONGEST_NAME + " characters");
        }
        if (token.role() == Role.DOMAIN_ADMIN && token.d().isEmpty()) {
            fields.refuseOnce("d", "is required for a domainadmin");
        }
        if (token.role() == Role.ADMIN && !token.d().isEmpty()) {
            fields.refuse("d", "cannot be set for an admin, who has all domains; domainadmin is for one");
        }
    }

    private static Optional<Instant> instant(Fields fields, String field) {
        var text = fields.text(field, "");
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
        } catch (DateTimeException _) {
            fields.refuse(field, "must be a time such as 2026-01-02T03:04:05Z");
            return Optional.empty();
        }
    }

    /** The document, without anything that opens. */
    public static Map<String, Object> write(Token token) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", token.id());
        doc.put("name", token.name());
        doc.put("role", token.role().token());
        if (!token.d().isEmpty()) doc.put("d", token.d());
        token.expires().ifPresent(expires -> doc.put("expires", expires.toString()));
        doc.put("enabled", token.enabled());
        doc.put("created", token.created().toString());
        token.lastUsed().ifPresent(used -> doc.put("lastused", used.toString()));
        return doc;
    }
}
