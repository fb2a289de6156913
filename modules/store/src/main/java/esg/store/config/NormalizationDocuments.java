package esg.store.config;

import esg.domain.normalize.NormalizationRule;
import esg.domain.normalize.NormalizationForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Normalization rules, listed in the order they apply. */
public record NormalizationDocuments() implements Documents<NormalizationRule> {
    @Override
    public String table() {
        return "esg_normalization_rule";
    }

    @Override
    public String noun() {
        return "normalization rule";
    }

    @Override
    public String idField() {
        return "id";
    }

    @Override
    public String order() {
        return "d, priority, id";
    }

    @Override
    public String id(NormalizationRule rule) {
        return rule.id();
    }

    @Override
    public NormalizationRule withId(NormalizationRule rule, String id) {
        return rule.withId(id);
    }

    @Override
    public String tenant(NormalizationRule rule) {
        return rule.d();
    }

    @Override
    public Map<String, Object> columns(NormalizationRule rule) {
        var search = rule.name() + "\n" + rule.providercode().text();
        return Map.of("d", rule.d(), "priority", rule.priority(), "search", search.toLowerCase(Locale.ROOT));
    }

    @Override
    public List<String> unique() {
        return List.of();
    }

    @Override
    public Map<String, Object> document(NormalizationRule rule) {
        return NormalizationForm.write(rule);
    }

    @Override
    public NormalizationRule read(ResultSet row) throws SQLException {
        return NormalizationForm.read(JsonText.read(row.getString("doc"))).orThrow();
    }
}
