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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** One row a record, in table {@code call_record}. */
public final class JdbcCdrs implements CdrStore {
    private static final Map<String, String> COLUMNS = columns();
    private static final int MOST_COUNTED = 100_000;
    private static final int SECONDS = 10; // less than the connection waits for an answer
    /** Of those who search: others want the database too. */
    private static final int SEARCHES = 3;

    private static final int MOST_LEGS = 100;
    private static final String CANCELLED = "57014"; // by its time limit, on either database
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

    private final DataSource dataSource;
    private final String insert;
    private final Semaphore searches = new Semaphore(SEARCHES, true);

    public JdbcCdrs(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.insert = switch (dialect) {
            case POSTGRESQL -> postgresql();
            case H2 -> h2();
        };
    }

    /** By name: its type. */
    private static Map<String, String> columns() {
        var columns = new LinkedHashMap<String, String>();
        columns.put("id", "VARCHAR");
        columns.put("began", "BIGINT");
        columns.put("d", "VARCHAR");
        columns.put("account", "VARCHAR");
        columns.put("code", "INT");
        columns.put("talked", "BIGINT");
        columns.put("endedby", "VARCHAR");
        for (var name : List.of("caller", "called", "callerout", "calledout", "callid", "callidout", "search", "doc"))
            columns.put(name, "VARCHAR");
        return columns;
    }

    /** Each column as written by that, with commas between. */
    private static String each(Function<String, String> written) {
        return COLUMNS.keySet().stream().map(written).collect(Collectors.joining(", "));
    }

    /** What the node wrote as it went away gives way to what whoever went on with the call has to say. */
    private static String replaces(String old, String fresh) {
        return old + ".endedby = 'node' AND " + fresh + ".endedby <> 'node'";
    }

    private static String postgresql() {
        return "INSERT INTO call_record (" + each(name -> name) + ") VALUES (" + each(_ -> "?")
                + ") ON CONFLICT (id) DO UPDATE SET " + each(name -> name + " = EXCLUDED." + name) + " WHERE "
                + replaces("call_record", "EXCLUDED");
    }

    private static String h2() {
        return "MERGE INTO call_record old USING (VALUES ("
                + each(name -> "CAST(? AS " + COLUMNS.get(name) + ")") + ")) AS fresh (" + each(name -> name)
                + ") ON old.id = fresh.id WHEN MATCHED AND " + replaces("old", "fresh") + " THEN UPDATE SET "
                + each(name -> "old." + name + " = fresh." + name) + " WHEN NOT MATCHED THEN INSERT ("
                + each(name -> name) + ") VALUES (" + each(name -> "fresh." + name) + ")";
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
                cdr.end().by().token(),
                cdr.received().caller(),
                cdr.received().called(),
                cdr.sent().caller(),
                cdr.sent().called(),
                cdr.received().callId(),
                cdr.sent().callId(),
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
        return searching(connection -> {
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
        return searching(connection -> select(connection, one).stream().findFirst());
    }

    @Override
    public List<Cdr> legs(Set<String> callIds) {
        if (callIds.isEmpty()) return List.of();
        return searching(
                connection -> select(connection, Where.legs(callIds).tail(" ORDER BY began, id LIMIT ?", MOST_LEGS)));
    }

    @Override
    public List<Cdr> after(Optional<Place> place, CdrFilter filter, int limit) {
        var where = place.map(Where.of(filter)::behind).orElseGet(() -> Where.of(filter));
        return searching(connection -> select(connection, where.tail(" ORDER BY began, id LIMIT ?", limit)));
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
        try (var statement = connection.prepareStatement("SELECT COUNT(*) FROM (SELECT 1 FROM call_record" + where.sql()
                + " LIMIT " + MOST_COUNTED + ") AS fitting")) {
            statement.setQueryTimeout(SECONDS);
            fill(statement, where.parameters());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private static List<Cdr> select(Connection connection, Where where) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT doc FROM call_record" + where.sql())) {
            statement.setQueryTimeout(SECONDS);
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

    /** A search that takes long must not leave others without a connection. */
    private <R> R searching(Work<R> work) {
        boolean mine = false;
        try {
            mine = searches.tryAcquire(SECONDS, TimeUnit.SECONDS);
            if (!mine) throw new TooMuch("others search the records; try again");
            return with(work);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TooMuch("interrupted");
        } finally {
            if (mine) searches.release();
        }
    }

    private <R> R with(Work<R> work) {
        try (var connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            // Data it will never take (SQL:2023 class 22, PostgreSQL's 54): trying again is of no use.
            var state = Objects.requireNonNullElse(e.getSQLState(), "");
            if (state.equals(CANCELLED))
                throw new TooMuch("more than " + SECONDS + " s of searching; choose from and to, d, account or number");
            if (state.startsWith("22") || state.startsWith("54"))
                throw new IllegalArgumentException("the database does not take it: " + e.getMessage(), e);
            throw new StoreUnavailable("the database did not do it: " + e.getMessage(), e);
        }
    }
}
