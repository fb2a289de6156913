package esg.domain.subscriber;

import esg.domain.account.Secret;
import esg.domain.form.Checked;
import esg.domain.form.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/** Document of a subscriber to record and back (design §4). */
public final class SubscriberForm {
    /** Would end the user part or the address it stands in, or the quoted user name of the digest. */
    private static final String BREAKS_USER = "<>\"@:\\";

    private static final int LONGEST = 120;

    private SubscriberForm() {}

    /** The subscriber, or everything that is wrong with the document. */
    public static Checked<Subscriber> read(Map<String, Object> doc) {
        var fields = new Fields(doc);
        var subscriber = new Subscriber(
                fields.id("id"),
                fields.host("d", true),
                fields.word("user", BREAKS_USER),
                Secret.of(fields.text("pwd", "")),
                fields.word("number", BREAKS_USER),
                fields.text("displayname", ""),
                fields.flag("enabled", true));
        if (subscriber.user().isEmpty()) fields.refuseOnce("user", "is required");
        if (subscriber.pwd().isEmpty()) fields.refuseOnce("pwd", "is required");
        shortEnough(fields, "user", subscriber.user());
        shortEnough(fields, "number", subscriber.number());
        fields.refuseUnknown();
        return fields.check(() -> subscriber);
    }

    private static void shortEnough(Fields fields, String field, String value) {
        if (value.length() > LONGEST) fields.refuse(field, "may not be longer than " + LONGEST + " characters");
    }

    /** The document, in the order of the design and without the password. */
    public static Map<String, Object> write(Subscriber subscriber) {
        var doc = new LinkedHashMap<String, Object>();
        doc.put("id", subscriber.id());
        doc.put("d", subscriber.d());
        doc.put("user", subscriber.user());
        doc.put("number", subscriber.number());
        doc.put("displayname", subscriber.displayname());
        doc.put("enabled", subscriber.enabled());
        return doc;
    }
}
