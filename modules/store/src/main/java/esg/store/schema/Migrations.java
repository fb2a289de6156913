package esg.store.schema;

import esg.store.StartFailure;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables up to date; several nodes may try at once, Flyway lets one at a time. */
public final class Migrations {
    private static final String SCRIPTS = "classpath:esg/store/schema/";

    private Migrations() {}

    public static void run(DataSource dataSource, JdbcUrl url) throws StartFailure {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(dataSource)
                    .locations(SCRIPTS + "common", SCRIPTS + url.dialect().folder())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StartFailure(
                    "database schema cannot be brought up to date: " + url.shown() + ": " + e.getMessage(), e);
        }
    }
}
