package esg.store;

import esg.domain.account.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test of it runs on an empty store, first in H2, then in PostgreSQL. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"H2", "PostgreSQL"})
abstract class BothDatabases {
    private static @Nullable EmbeddedPostgres postgres;
    private static int databases;

    @Parameter
    String kind = "";

    @TempDir
    Path folder = Path.of("");

    StoreSettings settings = StoreSettings.of("", "", Secret.NONE, folder);
    Store store;

    @SuppressWarnings("NullAway.Init")
    BothDatabases() {}

    @BeforeAll
    static void startPostgres() throws IOException {
        if (postgres == null) postgres = EmbeddedPostgres.start();
    }

    @AfterAll
    static void stopPostgres() throws IOException {
        if (postgres != null) postgres.close();
        postgres = null;
    }

    @BeforeEach
    void open() throws StartFailure, SQLException {
        settings = kind.equals("H2")
                ? StoreSettings.of("jdbc:h2:file:" + folder.resolve("esg"), "", Secret.NONE, folder)
                : StoreSettings.of(newPostgresDatabase(), "postgres", Secret.of("postgres"), folder);
        store = Store.open(settings);
    }

    private static String newPostgresDatabase() throws SQLException {
        var server = Objects.requireNonNull(postgres);
        var name = "esg" + ++databases;
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return server.getJdbcUrl("postgres", name);
    }

    @AfterEach
    void close() {
        store.close();
    }
}
