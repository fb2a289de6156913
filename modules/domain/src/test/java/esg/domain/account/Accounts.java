package esg.domain.account;

import java.util.LinkedHashMap;
import java.util.Map;

/** Accounts for tests, written as people write them. */
public final class Accounts {
    private Accounts() {}

    /** A document that is whole, with the fields given changed or added. */
    public static Map<String, Object> document(Object... fields) {
        var doc = new LinkedHashMap<String, Object>(Map.of(
                "d",
                "test.example",
                "code",
                "a",
                "username",
                "provider",
                "pwd",
                "pw",
                "domain",
                "sip.example",
                "reg",
                true));
        for (int i = 0; i < fields.length; i += 2) doc.put((String) fields[i], fields[i + 1]);
        return doc;
    }

    public static Account account(Object... fields) {
        return AccountForm.read(document(fields)).orThrow();
    }
}
