package esg.store.config;

import esg.domain.access.Audit;
import esg.domain.access.AuditEntry;
import esg.domain.access.AuditQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One row an entry, in the transaction that is under way in the thread, else in its own. */
public record JdbcAudit(Database database) implements Audit {
    private static final String INSERT = "INSERT INTO esg_audit (written, d, search, doc) VALUES (?, ?, ?, ?)";

    @Override
    public void append(AuditEntry entry) {
        var words = List.of(
                entry.who(), entry.role(), entry.address(), entry.action(), entry.kind(), entry.d(), entry.key());
        database.ask(connection -> {
            try (var insert = connection.prepareStatement(INSERT)) {
                insert.setLong(1, entry.at().toEpochMilli());
                insert.setString(2, entry.d());
                insert.setString(3, String.join("\n", words).toLowerCase(Locale.ROOT));
                insert.setString(4, JsonText.write(document(entry)));
                return insert.executeUpdate();
            }
        });
    }

    /** The row gives it a number. */
    private static Map<String, Object> document(AuditEntry entry) {
        var doc = new LinkedHashMap<>(entry.write());
        doc.remove("id");
        return doc;
    }

    @Override
    public Found list(AuditQuery query) {
        var where = new LinkedHashMap<String, Object>();
        query.d().ifPresent(d -> where.put("d = ?", d));
        query.q().ifPresent(q -> where.put("search LIKE ? ESCAPE '!'", "%" + JdbcRepository.literal(q) + "%"));
        query.from().ifPresent(from -> where.put("written >= ?", from.toEpochMilli()));
        query.to().ifPresent(to -> where.put("written < ?", to.toEpochMilli()));
        var filter = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where.keySet());
        return database.read(connection -> {
            var parameters = new ArrayList<>(where.values());
            int total = count(connection, filter, parameters);
            parameters.add(query.limit());
            parameters.add(query.offset());
            return new Found(page(connection, filter, parameters), total);
        });
    }

    @Override
    public int forget(Instant before) {
        return database.ask(connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM esg_audit WHERE written < ?")) {
                delete.setLong(1, before.toEpochMilli());
                return delete.executeUpdate();
            }
        });
    }

    private static int count(Connection connection, String filter, List<?> parameters) throws SQLException {
        try (var statement = prepare(connection, "SELECT COUNT(*) FROM esg_audit" + filter, parameters);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static List<AuditEntry> page(Connection connection, String filter, List<?> parameters) throws SQLException {
        var sql = "SELECT id, doc FROM esg_audit" + filter + " ORDER BY written DESC, id DESC LIMIT ? OFFSET ?";
        var found = new ArrayList<AuditEntry>();
        try (var statement = prepare(connection, sql, parameters);
                var rows = statement.executeQuery()) {
            while (rows.next()) found.add(entry(rows.getLong(1), JsonText.read(rows.getString(2))));
        }
        return found;
    }

    private static AuditEntry entry(long id, Map<String, Object> doc) {
        return new AuditEntry(
                id,
                Instant.parse(text(doc, "at")),
                text(doc, "who"),
                text(doc, "role"),
                text(doc, "address"),
                text(doc, "action"),
                text(doc, "kind"),
                text(doc, "d"),
                text(doc, "key"),
                object(doc, "before"),
                object(doc, "after"));
    }

    private static String text(Map<String, Object> doc, String field) {
        return String.valueOf(doc.getOrDefault(field, ""));
    }

    private static Map<String, Object> object(Map<String, Object> doc, String field) {
        var object = new LinkedHashMap<String, Object>();
        if (doc.get(field) instanceof Map<?, ?> map)
            map.forEach((name, value) -> object.put(String.valueOf(name), value));
        return object;
    }

    private static PreparedStatement prepare(Connection connection, String sql, List<?> parameters)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        int i = 0;
        for (var parameter : parameters) statement.setObject(++i, parameter);
        return statement;
    }
}
