package esg.store;

import static esg.store.Documents.ACME;
import static esg.store.Documents.account;
import static esg.store.Documents.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import esg.domain.account.Secret;
import esg.store.backup.Backup;
import esg.store.backup.BackupFailure;
import esg.store.backup.Restore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator gets back of what was kept, and when nothing is done. */
class BackupTest {
    private static @Nullable EmbeddedPostgres postgres;
    private static int databases;

    @TempDir
    Path folder = Path.of("");

    @AfterAll
    static void stopPostgres() throws IOException {
        if (postgres != null) postgres.close();
        postgres = null;
    }

    private StoreSettings database(String kind, String name) throws IOException, SQLException {
        var home = Files.createDirectories(folder.resolve(name));
        if (kind.equals("H2")) return StoreSettings.of("jdbc:h2:file:" + home.resolve("esg"), "", Secret.NONE, home);
        if (postgres == null) postgres = EmbeddedPostgres.start();
        var running = Objects.requireNonNull(postgres);
        var fresh = "b" + ++databases;
        try (var connection = running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + fresh);
        }
        return StoreSettings.of(running.getJdbcUrl("postgres", fresh), "postgres", Secret.of("postgres"), home);
    }

    private static void fill(StoreSettings settings) throws Exception {
        try (var store = Store.open(settings)) {
            store.domains().insert(ACME);
            store.accounts().insert(account("a1", "A1"));
            store.routes().insert(route("r1", 10));
        }
    }

    private Path token(StoreSettings settings) {
        return settings.keyFile().resolveSibling("admin.token");
    }

    private Path backup(StoreSettings settings) throws Exception {
        var file = folder.resolve("backup.zip");
        Backup.write(settings, token(settings), file, "1.2.3");
        return file;
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({"H2, H2", "H2, PostgreSQL", "PostgreSQL, H2", "PostgreSQL, PostgreSQL"})
    void bringsBackDocumentsPasswordsAndTheToken(String from, String to) throws Exception {
        var old = database(from, "old");
        fill(old);
        Files.writeString(token(old), "t0ken\n");
        var file = backup(old);
        var fresh = database(to, "fresh");

        var tables = Restore.read(fresh, token(fresh), file, false);

        assertThat(tables).containsEntry("esg_domain", 1L).containsEntry("esg_account", 1L);
        assertThat(token(fresh)).hasContent("t0ken\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh.keyFile())))
                .isEqualTo("rw-------");
        try (var store = Store.open(fresh)) {
            var account = store.accounts().find("a1").orElseThrow().value();
            assertThat(account.pwd().reveal()).isEqualTo("geheim");
            assertThat(store.routes().find("r1")).isPresent();
            assertThat(store.domains().find(ACME.d())).isPresent();
            store.routes().insert(route("r2", 20)); // and goes on where it was
        }
    }

    @Test
    void keepsPasswordsEncryptedAndIsItsOwnersAlone() throws Exception {
        var old = database("H2", "old");
        fill(old);

        var file = backup(old);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var zip = new ZipFile(file.toFile())) {
            var rows = new String(
                    zip.getInputStream(zip.getEntry("tables/esg_account.jsonl")).readAllBytes(),
                    StandardCharsets.UTF_8);
            assertThat(rows)
                    .contains("\"code\":\"A1\"")
                    .contains("\"pwd\":\"v1:")
                    .doesNotContain("geheim");
        }
        assertThatThrownBy(() -> backup(old))
                .hasMessageContaining("something already")
                .hasMessageContaining("zip");
    }

    @Test
    void leavesADatabaseThatIsNotEmptyAloneUnlessForced() throws Exception {
        var old = database("H2", "old");
        fill(old);
        var file = backup(old);
        var other = database("H2", "other");
        try (var store = Store.open(other)) {
            store.domains().insert(ACME);
        }
        var key = Files.readString(other.keyFile());

        assertThatThrownBy(() -> Restore.read(other, token(other), file, false))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("another secret key");
        assertThat(other.keyFile()).hasContent(key);
        Restore.read(other, token(other), file, true);

        assertThat(other.keyFile().resolveSibling("secret.key.before")).hasContent(key);
        try (var store = Store.open(other)) {
            assertThat(store.accounts().find("a1")).isPresent();
        }
        assertThatThrownBy(() -> Restore.read(other, token(other), file, false))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining("not empty")
                .hasMessageContaining("--force");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"H2, locked by another process", "PostgreSQL, stop them first"})
    void refusesTheDatabaseOfARunningNode(String kind, String why) throws Exception {
        var old = database(kind, "old");
        fill(old);
        var file = backup(old);
        if (kind.equals("H2")) {
            var holder = holding(old.url());
            try {
                assertThatThrownBy(() -> Restore.read(old, token(old), file, true))
                        .hasMessageContaining(why);
                assertThatThrownBy(() -> Backup.write(old, token(old), folder.resolve("b"), "1"))
                        .hasMessageContaining(why);
            } finally {
                holder.destroy();
                holder.waitFor();
            }
        } else {
            try (var store = Store.open(old)) {
                assertThat(store.domains().find(ACME.d())).isPresent();
                assertThatThrownBy(() -> Restore.read(old, token(old), file, true))
                        .hasMessageContaining(why);
                Backup.write(old, token(old), folder.resolve("live.zip"), "1");
            }
            assertThat(folder.resolve("live.zip")).isNotEmptyFile();
        }
    }

    @ParameterizedTest(name = "{0} as {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        backup.json              | {"format":1,"program":"9","at":"","schema":999,"tables":{}} | made by a newer program (9)
        backup.json              | {"format":7,"program":"9","at":"","schema":1,"tables":{}}   | has format 7
        backup.json              | nonsense                                                    | not a backup
        tables/esg_account.jsonl | ''                                                          | 0 of 1 rows of esg_account
        secret.key               | AAAA                                                        | key in the backup is damaged
        """)
    void refusesAWrongBackupAndWritesNothing(String entry, String content, String why) throws Exception {
        var old = database("H2", "old");
        fill(old);
        var file = backup(old);
        var changed = changed(file, entry, content);
        var fresh = database("H2", "fresh");

        assertThatThrownBy(() -> Restore.read(fresh, token(fresh), changed, false))
                .isInstanceOf(BackupFailure.class)
                .hasMessageContaining(why);

        assertThat(fresh.keyFile()).doesNotExist();
        Restore.read(fresh, token(fresh), file, false);
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        var none = database("H2", "none");
        Files.writeString(folder.resolve("text"), "no zip");

        assertThatThrownBy(() -> backup(none)).hasMessageContaining("secret key is missing");
        Files.writeString(none.keyFile(), "x");
        assertThatThrownBy(() -> backup(none)).hasMessageContaining("there is no database");
        Files.delete(none.keyFile());
        assertThatThrownBy(() -> Restore.read(none, token(none), folder.resolve("text"), false))
                .hasMessageContaining("not a backup");
        assertThatThrownBy(() -> Restore.read(none, token(none), folder.resolve("nowhere"), false))
                .hasMessageContaining("no such file");
    }

    private static Process holding(String url) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = System.getProperty("java.class.path");
        var holder = new ProcessBuilder(
                        java, "-cp", classes, FileHolder.class.getName(), url + ";DATABASE_TO_UPPER=FALSE")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        return holder;
    }

    private Path changed(Path file, String entry, String content) throws IOException {
        var to = folder.resolve("changed.zip");
        try (var zip = new ZipFile(file.toFile());
                var out = new ZipOutputStream(Files.newOutputStream(to))) {
            for (var known : zip.stream().toList()) {
                out.putNextEntry(new ZipEntry(known.getName()));
                out.write(
                        known.getName().equals(entry)
                                ? content.getBytes(StandardCharsets.UTF_8)
                                : zip.getInputStream(known).readAllBytes());
                out.closeEntry();
            }
        }
        return to;
    }
}
