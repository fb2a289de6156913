package esg.store.config;

import esg.domain.config.ListQuery;
import esg.domain.config.Page;
import esg.domain.config.Repository;
import esg.domain.config.RepositoryFailure.Duplicate;
import esg.domain.config.RepositoryFailure.NotFound;
import esg.domain.config.RepositoryFailure.StillReferenced;
import esg.domain.config.RepositoryFailure.VersionConflict;
import esg.domain.config.Stored;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One kind of document in its table. Checks are made while the revision is held, so they cannot be outrun. */
public final class JdbcRepository<T> implements Repository<T> {
    private final Database database;
    private final Documents<T> documents;
    private final Runnable written;

    /** Runs {@code written} after each committed write, before the writer gets its answer. */
    JdbcRepository(Database database, Documents<T> documents, Runnable written) {
        this.database = database;
        this.documents = documents;
        this.written = written;
    }

    /** A repository whose writes the feed shows at once. */
    public static <T> Repository<T> of(Database database, Documents<T> documents, PolledFeed feed) {
        return new JdbcRepository<>(database, documents, feed::refresh);
    }

    @Override
    public Page<Stored<T>> list(ListQuery query) {
        var where = new LinkedHashMap<String, Object>();
        if (query.d() != null && documents.hasTenant()) where.put("d = ?", query.d());
        if (query.q() != null) where.put("search LIKE ? ESCAPE '!'", "%" + literal(query.q()) + "%");
        var filter = where.isEmpty() ? "" : " WHERE " + String.join(" AND ", where.keySet());
        return database.read(connection -> {
            var parameters = new ArrayList<Object>(where.values());
            int total = count(connection, documents.table() + filter, parameters);
            parameters.add(query.limit());
            parameters.add(query.offset());
            var page = select(connection, filter + " ORDER BY " + documents.order() + " LIMIT ? OFFSET ?", parameters);
            return new Page<>(page, total);
        });
    }

    /** Text to find as it is: {@code %} and {@code _} stand for themselves. */
    static String literal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0");
    }

    @Override
    public Optional<Stored<T>> find(String id) {
        return database.ask(connection ->
                select(connection, " WHERE id = ?", List.of(id)).stream().findFirst());
    }

    @Override
    public Stored<T> insert(T given) {
        var id = documents.id(given);
        T value = id.isEmpty() ? documents.withId(given, UUID.randomUUID().toString()) : given;
        var stored = database.write((connection, revision) -> {
            if (version(connection, documents.id(value)).isPresent()) {
                throw new Duplicate(
                        documents.idField(), "there is a " + documents.noun() + " " + documents.id(value) + " already");
            }
            check(connection, value);
            var row = row(value, 1, revision);
            row.put("id", documents.id(value));
            var marks = row.keySet().stream().map(_ -> "?").collect(Collectors.joining(", "));
            change(
                    connection,
                    "INSERT INTO " + documents.table() + " (" + String.join(", ", row.keySet()) + ") VALUES (" + marks
                            + ")",
                    row.values());
            return new Stored<>(value, 1);
        });
        database.whenCommitted(written);
        return stored;
    }

    @Override
    public Stored<T> update(String id, T given, @Nullable Long ifVersion) {
        T value = documents.withId(given, id);
        var stored = database.write((connection, revision) -> {
            long version = current(connection, id, ifVersion) + 1;
            check(connection, value);
            var row = row(value, version, revision);
            var assignments = row.keySet().stream().map(c -> c + " = ?").collect(Collectors.joining(", "));
            var parameters = new ArrayList<>(row.values());
            parameters.add(id);
            change(connection, "UPDATE " + documents.table() + " SET " + assignments + " WHERE id = ?", parameters);
            return new Stored<>(value, version);
        });
        database.whenCommitted(written);
        return stored;
    }

    @Override
    public void delete(String id, @Nullable Long ifVersion) {
        database.write((connection, revision) -> {
            current(connection, id, ifVersion);
            for (var dependent : documents.dependents()) {
                int needed = count(connection, dependent.table() + " WHERE d = ?", List.of(id));
                if (needed > 0) {
                    throw new StillReferenced(documents.noun() + " " + id + " still has " + needed + " "
                            + dependent.noun() + (needed == 1 ? "" : "s"));
                }
            }
            change(connection, "DELETE FROM " + documents.table() + " WHERE id = ?", List.of(id));
            var grave = List.<Object>of(documents.table(), id);
            change(connection, "DELETE FROM esg_tombstone WHERE kind = ? AND id = ?", grave);
            change(
                    connection,
                    "INSERT INTO esg_tombstone (kind, id, revision) VALUES (?, ?, ?)",
                    List.of(documents.table(), id, revision));
            return id;
        });
        database.whenCommitted(written);
    }

    private Map<String, Object> row(T value, long version, long revision) {
        var row = new LinkedHashMap<>(documents.columns(value));
        row.put("doc", JsonText.write(documents.document(value)));
        row.put("version", version);
        row.put("revision", revision);
        return row;
    }

    /** The tenant domain exists and nobody else has the unique values. */
    private void check(Connection connection, T value) throws SQLException {
        var d = documents.tenant(value);
        if (!d.isEmpty() && count(connection, "esg_domain WHERE id = ?", List.of(d)) == 0) {
            throw new NotFound("there is no domain " + d);
        }
        var columns = documents.columns(value);
        checkUnique(connection, value, columns, documents.unique());
        var ifGiven = documents.uniqueIfGiven();
        if (!ifGiven.isEmpty() && !"".equals(columns.get(ifGiven.getLast()))) {
            checkUnique(connection, value, columns, ifGiven);
        }
    }

    private void checkUnique(Connection connection, T value, Map<String, Object> columns, List<String> unique)
            throws SQLException {
        if (unique.isEmpty()) return;
        var parameters = new ArrayList<Object>();
        for (var column : unique) parameters.add(java.util.Objects.requireNonNull(columns.get(column)));
        parameters.add(documents.id(value));
        var same = unique.stream().map(c -> c + " = ? AND ").collect(Collectors.joining());
        if (count(connection, documents.table() + " WHERE " + same + "id <> ?", parameters) > 0) {
            var field = documents.field(unique.getLast());
            throw new Duplicate(
                    field,
                    field + " " + columns.get(unique.getLast()) + " is taken by another " + documents.noun()
                            + (unique.contains("d") ? " of " + documents.tenant(value) : ""));
        }
    }

    private long current(Connection connection, String id, @Nullable Long ifVersion) throws SQLException {
        long version =
                version(connection, id).orElseThrow(() -> new NotFound("there is no " + documents.noun() + " " + id));
        if (ifVersion != null && ifVersion != version) {
            throw new VersionConflict(
                    documents.noun() + " " + id + " has version " + version + " by now, not " + ifVersion);
        }
        return version;
    }

    private OptionalLong version(Connection connection, String id) throws SQLException {
        var sql = "SELECT version FROM " + documents.table() + " WHERE id = ?";
        try (var statement = prepare(connection, sql, List.of(id));
                var rows = statement.executeQuery()) {
            return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
        }
    }

    private List<Stored<T>> select(Connection connection, String tail, List<?> parameters) throws SQLException {
        var found = new ArrayList<Stored<T>>();
        var sql = "SELECT * FROM " + documents.table() + tail;
        try (var statement = prepare(connection, sql, parameters);
                var rows = statement.executeQuery()) {
            while (rows.next()) found.add(new Stored<>(documents.read(rows), rows.getLong("version")));
        }
        return found;
    }

    private static int count(Connection connection, String from, List<?> parameters) throws SQLException {
        try (var statement = prepare(connection, "SELECT COUNT(*) FROM " + from, parameters);
                var rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static void change(Connection connection, String sql, Iterable<?> parameters) throws SQLException {
        try (var statement = prepare(connection, sql, parameters)) {
            statement.executeUpdate();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Iterable<?> parameters)
            throws SQLException {
        var statement = connection.prepareStatement(sql);
        int i = 0;
        for (var parameter : parameters) statement.setObject(++i, parameter);
        return statement;
    }
}
