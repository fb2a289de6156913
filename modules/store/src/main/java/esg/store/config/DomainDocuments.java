package esg.store.config;

import esg.domain.config.Domain;
import esg.domain.config.DomainForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tenant domains; their name is their id. */
public record DomainDocuments(List<Documents<?>> dependents) implements Documents<Domain> {
    /** All that belongs to a domain and keeps it from being deleted. */
    public static DomainDocuments ownerOf(Documents<?>... kinds) {
        return new DomainDocuments(List.of(kinds));
    }

    @Override
    public String table() {
        return "esg_domain";
    }

    @Override
    public String noun() {
        return "domain";
    }

    @Override
    public String idField() {
        return "d";
    }

    @Override
    public String order() {
        return "id";
    }

    @Override
    public String id(Domain domain) {
        return domain.d();
    }

    @Override
    public Domain withId(Domain domain, String id) {
        return new Domain(id, domain.name());
    }

    @Override
    public String tenant(Domain domain) {
        return "";
    }

    @Override
    public Map<String, Object> columns(Domain domain) {
        return Map.of("d", domain.d(), "search", (domain.d() + "\n" + domain.name()).toLowerCase(Locale.ROOT));
    }

    @Override
    public List<String> unique() {
        return List.of();
    }

    @Override
    public Map<String, Object> document(Domain domain) {
        return DomainForm.write(domain);
    }

    @Override
    public Domain read(ResultSet row) throws SQLException {
        return DomainForm.read(JsonText.read(row.getString("doc"))).orThrow();
    }
}
