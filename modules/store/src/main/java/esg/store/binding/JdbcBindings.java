package esg.store.binding;

import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.BindingStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One row a contact. Every batch takes the next revision and holds its row until commit, so revisions become visible in order. */
public final class JdbcBindings implements BindingStore {
    private static final String VALUES = "contact = ?, q = ?, callid = ?, cseq = ?, expires = ?, updated = ?, path = ?,"
            + " useragent = ?, node = ?, edge = ?, transport = ?, source = ?, translated = ?, revision = ?";
    private static final String UPDATE =
            "UPDATE esg_binding SET " + VALUES + " WHERE d = ? AND usr = ? AND contactkey = ?";
    private static final String INSERT = "INSERT INTO esg_binding (contact, q, callid, cseq, expires, updated, path,"
            + " useragent, node, edge, transport, source, translated, revision, d, usr, contactkey)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FIND = "SELECT * FROM esg_binding WHERE d = ? AND usr = ? AND contactkey = ?";

    private final DataSource dataSource;

    public JdbcBindings(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Changes since(long revision) {
        try (var connection = dataSource.getConnection()) {
            long there = revision(connection);
            if (there == revision) return new Changes(revision, List.of());
            // A batch that commits between the two reads shows early and is read again: states of contacts bear that.
            return new Changes(there, above(there < revision ? 0 : revision, connection));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    @Override
    public void keep(List<Binding> bindings) {
        inTransaction(connection -> {
            change(connection, "UPDATE esg_binding_revision SET revision = revision + 1");
            long revision = revision(connection);
            for (var binding : bindings) {
                var standing = find(connection, binding);
                if (standing == null) write(connection, INSERT, binding, revision);
                else if (binding.supersedes(standing)) write(connection, UPDATE, binding, revision);
            }
            return bindings.size();
        });
    }

    @Override
    public int forget(long invalidSince) {
        return inTransaction(connection -> {
            try (var delete =
                    connection.prepareStatement("DELETE FROM esg_binding WHERE expires < ? AND updated < ?")) {
                delete.setLong(1, invalidSince);
                delete.setLong(2, invalidSince);
                return delete.executeUpdate();
            }
        });
    }

    private static long revision(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT revision FROM esg_binding_revision")) {
            if (!rows.next()) throw new SQLException("esg_binding_revision is empty");
            return rows.getLong(1);
        }
    }

    private static List<Binding> above(long revision, Connection connection) throws SQLException {
        var found = new ArrayList<Binding>();
        try (var statement = connection.prepareStatement("SELECT * FROM esg_binding WHERE revision > ?")) {
            statement.setLong(1, revision);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) found.add(read(rows));
            }
        }
        return found;
    }

    private static @Nullable Binding find(Connection connection, Binding like) throws SQLException {
        try (var statement = connection.prepareStatement(FIND)) {
            key(statement, 1, like);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? read(rows) : null;
            }
        }
    }

    private static void key(PreparedStatement statement, int from, Binding binding) throws SQLException {
        statement.setString(from, binding.aor().d());
        statement.setString(from + 1, binding.aor().user());
        statement.setString(from + 2, binding.key());
    }

    private static void write(Connection connection, String sql, Binding binding, long revision) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            var place = binding.place();
            statement.setString(1, binding.contact());
            statement.setInt(2, binding.q());
            statement.setString(3, binding.callId());
            statement.setLong(4, binding.cseq());
            statement.setLong(5, binding.expiresAt());
            statement.setLong(6, binding.updatedAt());
            statement.setString(7, String.join("\n", binding.path()));
            statement.setString(8, binding.userAgent());
            statement.setString(9, place.node());
            statement.setString(10, place.edge());
            statement.setString(11, place.transport());
            statement.setString(12, place.source());
            statement.setBoolean(13, place.translated());
            statement.setLong(14, revision);
            key(statement, 15, binding);
            statement.executeUpdate();
        }
    }

    private static Binding read(ResultSet row) throws SQLException {
        var path = row.getString("path");
        return new Binding(
                new Aor(row.getString("d"), row.getString("usr")),
                row.getString("contactkey"),
                row.getString("contact"),
                row.getInt("q"),
                row.getString("callid"),
                row.getLong("cseq"),
                row.getLong("expires"),
                row.getLong("updated"),
                path.isEmpty() ? List.of() : List.of(path.split("\n", -1)),
                row.getString("useragent"),
                new Binding.Place(
                        row.getString("node"),
                        row.getString("edge"),
                        row.getString("transport"),
                        row.getString("source"),
                        row.getBoolean("translated")));
    }

    private static void change(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @FunctionalInterface
    private interface Work {
        int with(Connection connection) throws SQLException;
    }

    private int inTransaction(Work work) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                int result = work.with(connection);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) connection.rollback();
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static StoreUnavailable unavailable(SQLException e) {
        return new StoreUnavailable("the database did not do it: " + e.getMessage(), e);
    }
}
