package esg.store.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of ours, as the database itself lists them, so that one which a later version adds is not forgotten here. Rows are JSON objects, a
 * line each, by the names of their columns.
 */
final class ConfigTables {
    /** Where subscribers are: they say so again. */
    private static final Set<String> LEFT_OUT = Set.of("esg_binding", "esg_binding_revision");

    /** What a first start writes by itself; with nothing else a database is empty. */
    private static final Set<String> OF_A_FIRST_START = Set.of("esg_revision", "esg_secret_key");

    private static final int BATCH = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigTables() {}

    /** Those that others refer to first. */
    static List<String> of(Connection connection) throws SQLException {
        var left = new LinkedHashMap<String, Set<String>>();
        for (var table : names(connection)) left.put(table, referredTo(connection, table));
        var ordered = new LinkedHashSet<String>();
        while (!left.isEmpty()) {
            var next = left.entrySet().stream()
                    .filter(entry -> ordered.containsAll(entry.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            if (next.isEmpty()) throw new IllegalStateException("tables refer to each other in a circle: " + left);
            ordered.addAll(next);
            left.keySet().removeAll(next);
        }
        return List.copyOf(ordered);
    }

    private static List<String> names(Connection connection) throws SQLException {
        var names = new ArrayList<String>();
        try (var rows = connection
                .getMetaData()
                .getTables(
                        connection.getCatalog(), connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) names.add(rows.getString("TABLE_NAME"));
        }
        return names.stream()
                .filter(name -> name.startsWith("esg_") && !LEFT_OUT.contains(name))
                .sorted()
                .toList();
    }

    private static Set<String> referredTo(Connection connection, String table) throws SQLException {
        var tables = new LinkedHashSet<String>();
        try (var rows =
                connection.getMetaData().getImportedKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) tables.add(rows.getString("PKTABLE_NAME"));
        }
        tables.remove(table);
        return tables;
    }

    /** The first of these tables with something that a person has put there; empty for none. */
    static String used(Connection connection, List<String> tables) throws SQLException {
        for (var table : tables) {
            if (!OF_A_FIRST_START.contains(table) && count(connection, table) > 0) return table;
        }
        return "";
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Returns how many rows there were. */
    static long write(Connection connection, String table, OutputStream out) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(BATCH);
            try (var rows = statement.executeQuery("SELECT * FROM " + table)) {
                long count = 0;
                for (; rows.next(); count++) {
                    out.write(JSON.writeValueAsBytes(row(rows)));
                    out.write('\n');
                }
                return count;
            }
        }
    }

    private static ObjectNode row(ResultSet rows) throws SQLException {
        var row = JsonNodeFactory.instance.objectNode();
        var columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            var name = columns.getColumnName(i);
            switch (columns.getColumnType(i)) {
                case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> row.put(name, rows.getLong(i));
                case Types.BOOLEAN, Types.BIT -> row.put(name, rows.getBoolean(i));
                case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> row.put(name, rows.getBytes(i));
                default -> row.put(name, rows.getString(i));
            }
            if (rows.wasNull()) row.putNull(name);
        }
        return row;
    }

    static void clear(Connection connection, List<String> tables) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var table : tables.reversed()) statement.executeUpdate("DELETE FROM " + table);
        }
    }

    /** Returns how many rows there were. */
    static long read(Connection connection, String table, BufferedReader lines) throws SQLException, IOException {
        var types = types(connection, table);
        var sql = "INSERT INTO " + table + " (" + String.join(", ", types.keySet()) + ") VALUES ("
                + Stream.generate(() -> "?").limit(types.size()).collect(Collectors.joining(", ")) + ")";
        long count = 0;
        try (var insert = connection.prepareStatement(sql)) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                fill(insert, types, JSON.readTree(line));
                insert.addBatch();
                if (++count % BATCH == 0) insert.executeBatch();
            }
            insert.executeBatch();
        }
        restartNumbers(connection, table);
        return count;
    }

    private static Map<String, Integer> types(Connection connection, String table) throws SQLException {
        var types = new LinkedHashMap<String, Integer>();
        try (var columns =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (columns.next()) types.put(columns.getString("COLUMN_NAME"), columns.getInt("DATA_TYPE"));
        }
        return types;
    }

    private static void fill(PreparedStatement insert, Map<String, Integer> types, JsonNode row)
            throws SQLException, IOException {
        int i = 1;
        for (var column : types.entrySet()) {
            var value = row.path(column.getKey());
            int type = column.getValue();
            if (value.isMissingNode() || value.isNull()) insert.setNull(i, type);
            else if (value.isIntegralNumber()) insert.setLong(i, value.longValue());
            else if (value.isBoolean()) insert.setBoolean(i, value.booleanValue());
            else if (isBinary(type)) insert.setBytes(i, value.binaryValue());
            else if (type == Types.VARCHAR || type == Types.CHAR) insert.setString(i, value.asText());
            else insert.setObject(i, value.asText(), type);
            i++;
        }
    }

    private static boolean isBinary(int type) {
        return type == Types.BINARY || type == Types.VARBINARY || type == Types.LONGVARBINARY || type == Types.BLOB;
    }

    /** Columns the database numbers by itself go on behind the highest that came. */
    private static void restartNumbers(Connection connection, String table) throws SQLException {
        var numbered = new ArrayList<String>();
        try (var columns =
                connection.getMetaData().getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (columns.next()) {
                if ("YES".equals(columns.getString("IS_AUTOINCREMENT"))) numbered.add(columns.getString("COLUMN_NAME"));
            }
        }
        boolean postgresql = connection.getMetaData().getURL().startsWith("jdbc:postgresql:");
        for (var column : numbered) {
            try (var statement = connection.createStatement()) {
                var next = "(SELECT COALESCE(MAX(" + column + "), 0) + 1 FROM " + table + ")";
                statement.execute(
                        postgresql
                                ? "SELECT setval(pg_get_serial_sequence('" + table + "', '" + column + "'), " + next
                                        + ", false)"
                                : "ALTER TABLE " + table + " ALTER COLUMN " + column + " RESTART WITH " + next);
            }
        }
    }
}
