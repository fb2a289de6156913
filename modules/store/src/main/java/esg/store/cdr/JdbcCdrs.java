package esg.store.cdr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import esg.domain.cdr.Cdr;
import esg.domain.cdr.CdrFilter;
import esg.domain.cdr.CdrOrder;
import esg.domain.cdr.CdrStore;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.store.schema.JdbcUrl.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** One row a record, in table {@code call_record}. */
public final class JdbcCdrs implements CdrStore {
    private static final String COLUMNS =
            "id, began, d, account, code, talked, caller, called, callerout, calledout, search, doc";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    private final DataSource dataSource;
    private final String insert;

    public JdbcCdrs(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.insert = switch (dialect) {
            case POSTGRESQL ->
                "INSERT INTO call_record (" + COLUMNS
                        + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING";
            // Its file belongs to one node alone: nobody can come between.
            case H2 ->
                "INSERT INTO call_record (" + COLUMNS
                        + ") SELECT * FROM (VALUES (CAST(? AS VARCHAR), CAST(? AS BIGINT), "
                        + "CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS INT), CAST(? AS BIGINT), CAST(? AS VARCHAR), "
                        + "CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR))) "
                        + "AS fresh (" + COLUMNS
                        + ") WHERE NOT EXISTS (SELECT 1 FROM call_record r WHERE r.id = fresh.id)";
        };
    }

    @Override
    public int append(List<Cdr> records) {
        return with(connection -> {
            connection.setAutoCommit(false);
            boolean done = false;
            try (var statement = connection.prepareStatement(insert)) {
                for (var cdr : records) {
                    fill(statement, row(cdr));
                    statement.addBatch();
                }
                int added = IntStream.of(statement.executeBatch()).sum();
                connection.commit();
                done = true;
                return added;
            } finally {
                if (!done) connection.rollback();
            }
        });
    }

    private static List<Object> row(Cdr cdr) {
        var document = cdr.document();
        return List.of(
                cdr.id(),
                cdr.times().began().toEpochMilli(),
                cdr.account().d(),
                cdr.account().code(),
                cdr.end().code(),
                cdr.times().talkMillis(),
                cdr.received().caller(),
                cdr.received().called(),
                cdr.sent().caller(),
                cdr.sent().called(),
                search(cdr),
                json(document));
    }

    private static String search(Cdr cdr) {
        var words = List.of(
                cdr.received().caller(),
                cdr.received().called(),
                cdr.sent().caller(),
                cdr.sent().called(),
                cdr.callerName(),
                cdr.received().callId(),
                cdr.sent().callId(),
                cdr.end().reason(),
                cdr.route());
        return String.join("\n", words).toLowerCase(Locale.ROOT);
    }

    @Override
    public Found list(CdrFilter filter, CdrOrder order, int limit, int offset) {
        var where = Where.of(filter);
        return with(connection -> {
            long total = count(connection, where);
            var page = where.tail(" ORDER BY " + column(order) + " LIMIT ? OFFSET ?", limit, offset);
            return new Found(select(connection, page), total);
        });
    }

    private static String column(CdrOrder order) {
        return switch (order) {
            case NEWEST -> "began DESC, id DESC";
            case OLDEST -> "began, id";
            case LONGEST -> "talked DESC, began DESC, id DESC";
            case SHORTEST -> "talked, began, id";
        };
    }

    @Override
    public Optional<Cdr> find(String id) {
        var one = new Where(" WHERE id = ?", List.of(id));
        return with(connection -> select(connection, one).stream().findFirst());
    }

    @Override
    public List<Cdr> after(Optional<Place> place, CdrFilter filter, int limit) {
        var where = place.map(Where.of(filter)::behind).orElseGet(() -> Where.of(filter));
        return with(connection -> select(connection, where.tail(" ORDER BY began, id LIMIT ?", limit)));
    }

    @Override
    public int forget(Instant before, int most) {
        return with(connection -> {
            try (var delete = connection.prepareStatement("DELETE FROM call_record WHERE id IN "
                    + "(SELECT id FROM call_record WHERE began < ? ORDER BY began LIMIT ?)")) {
                delete.setLong(1, before.toEpochMilli());
                delete.setInt(2, most);
                return delete.executeUpdate();
            }
        });
    }

    private static long count(Connection connection, Where where) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT COUNT(*) FROM call_record" + where.sql())) {
            fill(statement, where.parameters());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static List<Cdr> select(Connection connection, Where where) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT doc FROM call_record" + where.sql())) {
            fill(statement, where.parameters());
            var found = new ArrayList<Cdr>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(record(rows.getString(1)));
            }
            return found;
        }
    }

    private static void fill(PreparedStatement statement, List<Object> values) throws SQLException {
        int i = 0;
        for (var value : values) statement.setObject(++i, value);
    }

    private static String json(Map<String, Object> document) {
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("record holds more than JSON values", e);
        }
    }

    private static Cdr record(String text) {
        try {
            return Cdr.of(JSON.readValue(text, DOCUMENT));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("record is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    @FunctionalInterface
    private interface Work<R> {
        R on(Connection connection) throws SQLException;
    }

    private <R> R with(Work<R> work) {
        try (var connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            // Data it will never take (SQL:2023 class 22, PostgreSQL's 54): trying again is of no use.
            var state = Objects.requireNonNullElse(e.getSQLState(), "");
            if (state.startsWith("22") || state.startsWith("54"))
                throw new IllegalArgumentException("the database does not take it: " + e.getMessage(), e);
            throw new StoreUnavailable("the database did not do it: " + e.getMessage(), e);
        }
    }
}
