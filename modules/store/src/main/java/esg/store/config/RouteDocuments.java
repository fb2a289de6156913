package esg.store.config;

import esg.domain.route.Route;
import esg.domain.route.RouteForm;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Routing rules, listed in the order they apply. */
public record RouteDocuments() implements Documents<Route> {
    @Override
    public String table() {
        return "esg_route";
    }

    @Override
    public String noun() {
        return "route";
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
    public String id(Route route) {
        return route.id();
    }

    @Override
    public Route withId(Route route, String id) {
        return route.withId(id);
    }

    @Override
    public String tenant(Route route) {
        return route.d();
    }

    @Override
    public Map<String, Object> columns(Route route) {
        var search = String.join(
                "\n", route.name(), route.target(), route.providercode().text());
        return Map.of("d", route.d(), "priority", route.priority(), "search", search.toLowerCase(Locale.ROOT));
    }

    @Override
    public List<String> unique() {
        return List.of();
    }

    @Override
    public Map<String, Object> document(Route route) {
        return RouteForm.write(route);
    }

    @Override
    public Route read(ResultSet row) throws SQLException {
        return RouteForm.read(JsonText.read(row.getString("doc"))).orThrow();
    }
}
