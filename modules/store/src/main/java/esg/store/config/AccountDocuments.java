package esg.store.config;

import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.store.secret.SecretCipher;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Provider accounts; the password stands in a column of its own, encrypted, and never in the document. */
public record AccountDocuments(SecretCipher cipher) implements Documents<Account> {
    @Override
    public String table() {
        return "esg_account";
    }

    @Override
    public String noun() {
        return "provider";
    }

    @Override
    public String idField() {
        return "id";
    }

    @Override
    public String order() {
        return "d, code";
    }

    @Override
    public String id(Account account) {
        return account.id();
    }

    @Override
    public Account withId(Account account, String id) {
        return account.withId(id);
    }

    @Override
    public String tenant(Account account) {
        return account.d();
    }

    @Override
    public Map<String, Object> columns(Account account) {
        var search = String.join("\n", account.code(), account.name(), account.username(), account.domain());
        return Map.of(
                "d",
                account.d(),
                "code",
                account.code(),
                "search",
                search.toLowerCase(Locale.ROOT),
                "pwd",
                cipher.encrypt(account.pwd(), account.id()));
    }

    @Override
    public List<String> unique() {
        return List.of("d", "code");
    }

    @Override
    public Map<String, Object> document(Account account) {
        return AccountForm.write(account);
    }

    @Override
    public Account read(ResultSet row) throws SQLException {
        var doc = new HashMap<>(JsonText.read(row.getString("doc")));
        var pwd = cipher.decrypt(row.getString("pwd"), row.getString("id"));
        if (!pwd.isEmpty()) doc.put("pwd", pwd.reveal());
        // The last version took stun with every transport and pinged nobody; its accounts must not vanish for that.
        if ("stun".equals(doc.get("pingmode")) && !"udp".equals(doc.get("transport"))) doc.put("pingmode", "disabled");
        return AccountForm.read(doc).orThrow();
    }
}
