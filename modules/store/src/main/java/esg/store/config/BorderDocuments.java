package esg.store.config;

import esg.domain.border.BorderForm;
import esg.domain.border.BorderRule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Rules of the border filter, listed in the order they apply; they belong to the whole platform and no domain. */
public record BorderDocuments() implements Documents<BorderRule> {
    @Override
    public String table() {
        return "esg_border_rule";
    }

    @Override
    public String noun() {
        return "border rule";
    }

    @Override
    public String idField() {
        return "id";
    }

    @Override
    public String order() {
        return "priority, id";
    }

    @Override
    public String id(BorderRule rule) {
        return rule.id();
    }

    @Override
    public BorderRule withId(BorderRule rule, String id) {
        return rule.withId(id);
    }

    @Override
    public String tenant(BorderRule rule) {
        return "";
    }

    @Override
    public boolean hasTenant() {
        return false;
    }

    @Override
    public Map<String, Object> columns(BorderRule rule) {
        var search = rule.name() + "\n" + rule.match().address().text();
        return Map.of("priority", rule.priority(), "search", search.toLowerCase(Locale.ROOT));
    }

    @Override
    public List<String> unique() {
        return List.of();
    }

    @Override
    public Map<String, Object> document(BorderRule rule) {
        return BorderForm.write(rule);
    }

    @Override
    public BorderRule read(ResultSet row) throws SQLException {
        return BorderForm.read(JsonText.read(row.getString("doc"))).orThrow();
    }
}
