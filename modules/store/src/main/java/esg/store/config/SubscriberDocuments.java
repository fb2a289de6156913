package esg.store.config;

import esg.domain.subscriber.Subscriber;
import esg.domain.subscriber.SubscriberForm;
import esg.store.secret.SecretCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Subscribers; the password stands in a column of its own, encrypted, and never in the document. */
public record SubscriberDocuments(SecretCipher cipher) implements Documents<Subscriber> {
    @Override
    public String table() {
        return "esg_subscriber";
    }

    @Override
    public String noun() {
        return "subscriber";
    }

    @Override
    public String idField() {
        return "id";
    }

    @Override
    public String order() {
        return "d, usr";
    }

    @Override
    public String id(Subscriber subscriber) {
        return subscriber.id();
    }

    @Override
    public Subscriber withId(Subscriber subscriber, String id) {
        return subscriber.withId(id);
    }

    @Override
    public String tenant(Subscriber subscriber) {
        return subscriber.d();
    }

    @Override
    public Map<String, Object> columns(Subscriber subscriber) {
        var search = String.join("\n", subscriber.user(), subscriber.number(), subscriber.displayname());
        return Map.of(
                "d",
                subscriber.d(),
                "usr",
                subscriber.user(),
                "number",
                subscriber.number(),
                "search",
                search.toLowerCase(Locale.ROOT),
                "pwd",
                cipher.encrypt(subscriber.pwd(), subscriber.id()));
    }

    @Override
    public List<String> unique() {
        return List.of("d", "usr");
    }

    /** Many have none. */
    @Override
    public List<String> uniqueIfGiven() {
        return List.of("d", "number");
    }

    /** USER is a word of SQL. */
    @Override
    public String field(String column) {
        return column.equals("usr") ? "user" : column;
    }

    @Override
    public Map<String, Object> document(Subscriber subscriber) {
        return SubscriberForm.write(subscriber);
    }

    @Override
    public Subscriber read(ResultSet row) throws SQLException {
        var doc = new HashMap<>(JsonText.read(row.getString("doc")));
        doc.put("pwd", cipher.decrypt(row.getString("pwd"), row.getString("id")).reveal());
        return SubscriberForm.read(doc).orThrow();
    }
}
