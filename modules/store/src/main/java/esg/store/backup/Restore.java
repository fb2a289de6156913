package esg.store.backup;

import esg.store.StartFailure;
import esg.store.StoreSettings;
import esg.store.schema.Connections;
import esg.store.schema.JdbcUrl;
import esg.store.schema.Migrations;
import esg.store.secret.SecretKeyFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;

/**
 * Brings a {@link Backup} back, as a whole or not at all, into a database that no node uses: one that is empty or, when forced, one with tables of
 * the same version, whose rows then go. Rows are written into tables of their own version, and migrations bring them up to date.
 */
public final class Restore {
    private static final String NAME = "esg-restore";

    private final StoreSettings settings;
    private final JdbcUrl url;
    private final ZipFile zip;
    private final boolean force;

    private Restore(StoreSettings settings, JdbcUrl url, ZipFile zip, boolean force) {
        this.settings = settings;
        this.url = url;
        this.zip = zip;
        this.force = force;
    }

    /**
     * Does it.
     *
     * @param token where the token of the first start belongs
     * @param force also over what is there
     * @return rows of each table
     */
    public static Map<String, Long> read(StoreSettings settings, Path token, Path file, boolean force)
            throws StartFailure, BackupFailure {
        if (!Files.isReadable(file)) throw new BackupFailure("no such file, or not readable: " + file);
        try (var zip = new ZipFile(file.toFile())) {
            return new Restore(settings, JdbcUrl.of(settings.url()), zip, force).run(token);
        } catch (IOException e) {
            throw new BackupFailure("not a backup, or a damaged one: " + file + ": " + e.getMessage(), e);
        }
    }

    private Map<String, Long> run(Path token) throws IOException, StartFailure, BackupFailure {
        var manifest = manifest();
        var key = text(Manifest.KEY);
        var before = keyBefore(key);
        try (var source = Connections.open(url, settings, NAME)) {
            if (manifest.schema() > Migrations.newest(source, url)) {
                throw new BackupFailure("the backup was made by a newer program (" + manifest.program()
                        + "): restore with that or a newer one");
            }
            unused(source);
            prepare(source, manifest);
            write(source, manifest, key);
            keep(settings.keyFile(), key, before);
            if (zip.getEntry(Manifest.TOKEN) != null) keep(token, text(Manifest.TOKEN), Files.exists(token));
            Migrations.run(source, url);
            return manifest.tables();
        } catch (SQLException e) {
            throw new BackupFailure("database cannot be written, its rows are as they were: " + e.getMessage(), e);
        }
    }

    private Manifest manifest() throws IOException, BackupFailure {
        var entry = zip.getEntry(Manifest.ENTRY);
        if (entry == null) throw new BackupFailure("not a backup of ESG: " + zip.getName());
        try (var in = zip.getInputStream(entry)) {
            var manifest = Manifest.read(in);
            if (manifest.format() == Manifest.FORMAT) return manifest;
            throw new BackupFailure("the backup has format " + manifest.format() + ", this program reads "
                    + Manifest.FORMAT + ": " + zip.getName());
        }
    }

    /** Whether another key stands in the file. */
    private boolean keyBefore(String key) throws IOException, BackupFailure {
        var file = settings.keyFile();
        if (!Files.exists(file) || Files.readString(file).strip().equals(key.strip())) return false;
        if (force) return true;
        throw new BackupFailure("another secret key is there already: " + file + "; --force puts it aside");
    }

    /** Nodes would not see what changes under them. An embedded database tells by itself, for its file is locked. */
    private void unused(DataSource source) throws SQLException, BackupFailure {
        if (url.dialect() != JdbcUrl.Dialect.POSTGRESQL) return;
        try (var connection = source.getConnection();
                var ask = connection.prepareStatement("SELECT COUNT(*) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND application_name = ?")) {
            ask.setString(1, Connections.NODE);
            try (var rows = ask.executeQuery()) {
                rows.next();
                if (rows.getInt(1) == 0) return;
            }
        }
        throw new BackupFailure("nodes run with this database, stop them first: " + url.shown());
    }

    private void prepare(DataSource source, Manifest manifest) throws SQLException, StartFailure, BackupFailure {
        int there = Migrations.applied(source, url);
        if (there > manifest.schema()) {
            throw new BackupFailure("the backup has tables of version " + manifest.schema() + ", the database of "
                    + there + ": restore into an empty database, which is then brought up to date");
        }
        if (there > 0 && !force) {
            try (var connection = source.getConnection()) {
                var used = ConfigTables.used(connection, ConfigTables.of(connection));
                if (!used.isEmpty()) {
                    throw new BackupFailure("the database is not empty (" + used + "): " + url.shown()
                            + "; --force replaces what is there");
                }
            }
        }
        Migrations.to(source, url, manifest.schema());
    }

    private void write(DataSource source, Manifest manifest, String key)
            throws SQLException, IOException, BackupFailure {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                var tables = ConfigTables.of(connection);
                ConfigTables.clear(connection, tables);
                for (var table : tables) rows(connection, table, manifest);
                fits(connection, key);
                connection.commit();
                done = true;
            } finally {
                if (!done) connection.rollback();
            }
        }
    }

    private void rows(Connection connection, String table, Manifest manifest)
            throws SQLException, IOException, BackupFailure {
        var entry = zip.getEntry(Manifest.table(table));
        var promised = manifest.tables().get(table);
        if (entry == null || promised == null) throw new BackupFailure("the backup has no table " + table);
        try (var lines = reader(entry)) {
            long read = ConfigTables.read(connection, table, lines);
            if (read != promised) {
                throw new BackupFailure("the backup is damaged: " + read + " of " + promised + " rows of " + table);
            }
        }
    }

    private static void fits(Connection connection, String key) throws SQLException, BackupFailure {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT fingerprint FROM esg_secret_key")) {
            if (!rows.next() || rows.getString(1).equals(SecretKeyFile.fingerprintOf(key))) return;
            throw new BackupFailure("the key in the backup is not that of its passwords");
        } catch (IllegalArgumentException e) {
            throw new BackupFailure("the key in the backup is damaged", e);
        }
    }

    /** What stood there before is put aside and not lost. */
    private static void keep(Path file, String text, boolean before) throws BackupFailure {
        try {
            put(file, text, before);
        } catch (IOException e) {
            throw new BackupFailure(
                    "the tables are restored, but " + file + " cannot be written (" + e
                            + "): put the file of the backup there, readable by the user of ESG only",
                    e);
        }
    }

    private static void put(Path file, String text, boolean before) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        if (before) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".before"), StandardCopyOption.REPLACE_EXISTING);
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try {
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            Files.createFile(part);
        }
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private String text(String name) throws IOException, BackupFailure {
        var entry = zip.getEntry(name);
        if (entry == null) throw new BackupFailure("the backup has no " + name + ": " + zip.getName());
        try (var in = zip.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private BufferedReader reader(ZipEntry entry) throws IOException {
        return new BufferedReader(new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8));
    }
}
