package esg.store.schema;

import esg.store.StartFailure;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings the tables up to date; several nodes may try at once, Flyway lets one at a time. */
public final class Migrations {
    private static final String SCRIPTS = "classpath:esg/store/schema/";

    private Migrations() {}

    public static void run(DataSource dataSource, JdbcUrl url) throws StartFailure {
        to(dataSource, url, MigrationVersion.LATEST);
    }

    /** Up to this version and no further: rows of that time are written there, and brought up to date by {@link #run} with all others. */
    public static void to(DataSource dataSource, JdbcUrl url, int version) throws StartFailure {
        to(dataSource, url, MigrationVersion.fromVersion(String.valueOf(version)));
    }

    private static void to(DataSource dataSource, JdbcUrl url, MigrationVersion version) throws StartFailure {
        try {
            configured(dataSource, url).target(version).load().migrate();
        } catch (FlywayException e) {
            throw new StartFailure(
                    "database schema cannot be brought up to date: " + url.shown() + ": " + e.getMessage(), e);
        }
    }

    /** Version of the tables that are there; 0 for none. */
    public static int applied(DataSource dataSource, JdbcUrl url) throws StartFailure {
        try {
            var current = configured(dataSource, url).load().info().current();
            return current == null ? 0 : number(current);
        } catch (FlywayException e) {
            throw new StartFailure("database does not tell its version: " + url.shown() + ": " + e.getMessage(), e);
        }
    }

    /** Highest version this program has. */
    public static int newest(DataSource dataSource, JdbcUrl url) {
        return Stream.of(configured(dataSource, url).load().info().all())
                .filter(migration -> migration.getState().isResolved())
                .mapToInt(Migrations::number)
                .max()
                .orElse(0);
    }

    private static int number(MigrationInfo migration) {
        return migration.getVersion().getMajor().intValue();
    }

    private static FluentConfiguration configured(DataSource dataSource, JdbcUrl url) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .locations(SCRIPTS + "common", SCRIPTS + url.dialect().folder());
    }
}
