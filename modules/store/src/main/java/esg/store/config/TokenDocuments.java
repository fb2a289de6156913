package esg.store.config;

import esg.domain.access.Token;
import esg.domain.access.TokenForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tokens of people and programs. The hash stands in a column of its own and never in the document. */
public record TokenDocuments() implements Documents<Token> {
    private static final String LAST_USED = "lastused";

    @Override
    public String table() {
        return "esg_token";
    }

    @Override
    public String noun() {
        return "token";
    }

    @Override
    public String idField() {
        return "id";
    }

    @Override
    public String order() {
        return "name";
    }

    @Override
    public String id(Token token) {
        return token.id();
    }

    @Override
    public Token withId(Token token, String id) {
        return token.withId(id);
    }

    @Override
    public String tenant(Token token) {
        return token.d();
    }

    @Override
    public Map<String, Object> columns(Token token) {
        var search = String.join("\n", token.name(), token.role().token(), token.d());
        return Map.of(
                "d", token.d(), "name", token.name(), "hash", token.hash(), "search", search.toLowerCase(Locale.ROOT));
    }

    /** Who did what is told by name. */
    @Override
    public List<String> unique() {
        return List.of("name");
    }

    @Override
    public Map<String, Object> document(Token token) {
        var doc = new HashMap<>(TokenForm.write(token));
        doc.remove(LAST_USED);
        return doc;
    }

    @Override
    public Token read(ResultSet row) throws SQLException {
        var doc = new HashMap<>(JsonText.read(row.getString("doc")));
        long used = row.getLong(LAST_USED);
        if (used > 0) doc.put(LAST_USED, Instant.ofEpochMilli(used).toString());
        var token = TokenForm.read(doc).orThrow();
        return new Token(
                token.id(),
                token.name(),
                token.role(),
                token.d(),
                token.expires(),
                token.enabled(),
                row.getString("hash"),
                token.created(),
                token.lastUsed());
    }
}
