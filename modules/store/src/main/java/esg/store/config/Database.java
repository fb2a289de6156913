package esg.store.config;

import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.domain.config.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Runs work in a transaction; trouble with the database becomes {@link StoreUnavailable}. Thread-safe. */
public final class Database implements Transactions {
    /** What to do with a connection; an exception rolls back. */
    @FunctionalInterface
    interface Work<R> {
        R with(Connection connection) throws SQLException;
    }

    /** The same for writers, who also get the revision that is theirs. */
    @FunctionalInterface
    interface Write<R> {
        R with(Connection connection, long revision) throws SQLException;
    }

    /** A transaction under way in this thread. */
    private record Open(Connection connection, long revision, Set<Runnable> afterwards) {}

    private final DataSource dataSource;
    private final ScopedValue<Open> open = ScopedValue.newInstance();

    public Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public <R> R inOne(Supplier<R> work) {
        if (open.isBound()) return work.get();
        var afterwards = new LinkedHashSet<Runnable>();
        R result = write((connection, revision) -> ScopedValue.where(open, new Open(connection, revision, afterwards))
                .call(work::get));
        afterwards.forEach(Runnable::run);
        return result;
    }

    /** Once what was written is committed: now, or when the transaction around it is. */
    void whenCommitted(Runnable action) {
        if (open.isBound()) open.get().afterwards().add(action);
        else action.run();
    }

    /** One statement, no transaction of its own. */
    <R> R ask(Work<R> work) {
        if (open.isBound()) return within(work);
        try (var connection = dataSource.getConnection()) {
            return work.with(connection);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** Several reads that see the same state. */
    <R> R read(Work<R> work) {
        if (open.isBound()) return within(work);
        try (var connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            return inTransaction(connection, work);
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /**
     * The row of the revision is locked until commit: writers of all nodes come one after another, so checks made
     * inside hold, and no reader can see revision N+1 before N.
     */
    <R> R write(Write<R> work) {
        if (open.isBound())
            return within(connection -> work.with(connection, open.get().revision()));
        try (var connection = dataSource.getConnection()) {
            return inTransaction(connection, c -> {
                try (var statement = c.createStatement()) {
                    statement.executeUpdate("UPDATE esg_revision SET revision = revision + 1");
                }
                return work.with(c, revision(c));
            });
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private <R> R within(Work<R> work) {
        try {
            return work.with(open.get().connection());
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    static long revision(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT revision FROM esg_revision")) {
            if (!rows.next()) throw new SQLException("esg_revision is empty");
            return rows.getLong(1);
        }
    }

    private static <R> R inTransaction(Connection connection, Work<R> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            R result = work.with(connection);
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) connection.rollback();
        }
    }

    private static StoreUnavailable unavailable(SQLException e) {
        return new StoreUnavailable("the database did not do it: " + e.getMessage(), e);
    }
}
