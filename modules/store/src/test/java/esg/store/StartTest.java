package esg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import esg.domain.account.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator reads when the store does not start. */
class StartTest {
    @TempDir
    Path folder = Path.of("");

    private StoreSettings h2() {
        return StoreSettings.of("jdbc:h2:file:" + folder.resolve("esg"), "", Secret.NONE, folder);
    }

    @Test
    void namesTheServerThatCannotBeReached() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        var url = "jdbc:postgresql://127.0.0.1:" + port + "/esg?password=geheim";

        assertThatThrownBy(() -> Store.open(StoreSettings.of(url, "esg", Secret.NONE, folder)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("database unreachable: jdbc:postgresql://127.0.0.1:" + port)
                .hasMessageNotContaining("geheim");
    }

    @Test
    void refusesADatabaseItHasNoTablesFor() {
        assertThatThrownBy(() -> Store.open(StoreSettings.of("jdbc:mysql://x/y", "", Secret.NONE, folder)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("esg.database.url");
    }

    @Test
    void saysThatAnotherProcessHoldsTheFile() throws Exception {
        Store.open(h2()).close();
        // What another process does: H2 keeps an exclusive lock on the file.
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var holder = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileHolder.class.getName(),
                        "jdbc:h2:file:" + folder.resolve("esg") + ";DATABASE_TO_UPPER=FALSE")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var output = holder.inputReader()) {
            assertThat(output.readLine()).isEqualTo("held");
            assertThatThrownBy(() -> Store.open(h2()))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("locked by another process");
        } finally {
            holder.destroy();
            holder.waitFor();
        }
    }

    @Test
    void refusesAWrongPassword() throws StartFailure {
        var url = "jdbc:h2:file:" + folder.resolve("esg");
        Store.open(StoreSettings.of(url, "esg", Secret.of("right"), folder)).close();

        assertThatThrownBy(() -> Store.open(StoreSettings.of(url, "esg", Secret.of("wrong"), folder)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("refuses user \"esg\"");
    }

    @Test
    void makesAKeyThatOnlyItsOwnerReads() throws Exception {
        Store.open(h2()).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("secret.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesToStartWithoutTheKeyOfTheDatabaseOrWithAnother() throws Exception {
        Store.open(h2()).close();
        var key = folder.resolve("secret.key");
        Files.delete(key);

        assertThatThrownBy(() -> Store.open(h2()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("secret key is missing");
        assertThat(key).doesNotExist();

        Files.writeString(key, "A".repeat(43) + "=");
        assertThatThrownBy(() -> Store.open(h2()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("another key");

        Files.writeString(key, "short");
        assertThatThrownBy(() -> Store.open(h2()))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void readsItsSettingsAndNamesAKeyThatIsWrong() {
        var config = ConfigFactory.parseString("esg.data-dir = \"" + folder + "\"")
                .withFallback(ConfigFactory.defaultReference())
                .resolve();

        assertThat(StoreSettings.from(config).url()).isEqualTo("jdbc:h2:file:" + folder.resolve("esg"));
        assertThat(StoreSettings.from(config).keyFile()).isEqualTo(folder.resolve("secret.key"));
        var wrong = ConfigFactory.parseString("esg.database.connections = 1").withFallback(config);
        assertThatThrownBy(() -> StoreSettings.from(wrong))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("esg.database.connections");
    }

    /** Going back to the program of before an upgrade (docs/upgrade.md). */
    @Test
    void startsOnTablesThatANewerProgramHasAddedTo() throws Exception {
        try (var store = Store.open(h2());
                var connection = store.dataSource().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE esg_of_tomorrow (id INTEGER)");
            statement.execute(
                    "INSERT INTO \"flyway_schema_history\" SELECT 999, '999', 'tomorrow', \"type\", 'V999__tomorrow.sql', 1,"
                            + " \"installed_by\", \"installed_on\", 1, TRUE FROM \"flyway_schema_history\" WHERE \"version\" = '1'");
        }
        Store.open(h2()).close();
    }
}
