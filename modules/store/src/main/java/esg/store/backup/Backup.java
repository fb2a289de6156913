package esg.store.backup;

import esg.store.StartFailure;
import esg.store.StoreSettings;
import esg.store.schema.Connections;
import esg.store.schema.JdbcUrl;
import esg.store.schema.Migrations;
import esg.store.secret.SecretKeyFile;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes one file, a ZIP: {@code backup.json} ({@link Manifest}), a file for each table, {@code secret.key}, {@code admin.token}. All tables are
 * read in one transaction, so nodes of a PostgreSQL may write meanwhile; an embedded database belongs to one process at a time.
 */
public final class Backup {
    private static final String NAME = "esg-backup";

    private Backup() {}

    /**
     * Writes the file as a whole or not at all, readable by its owner only.
     *
     * @param token file of the first start's token, kept too where it is
     * @param program version of this program
     * @return rows of each table
     */
    public static Map<String, Long> write(StoreSettings settings, Path token, Path file, String program)
            throws StartFailure, BackupFailure {
        if (Files.exists(file)) throw new BackupFailure("there is something already: " + file);
        if (!Files.exists(settings.keyFile())) throw new BackupFailure("secret key is missing: " + settings.keyFile());
        if (isMissing(settings.url())) throw new BackupFailure("there is no database: " + settings.url());
        var url = JdbcUrl.of(settings.url());
        var part = file.resolveSibling(file.getFileName() + ".part");
        try (var source = Connections.open(url, settings, NAME)) {
            int schema = Migrations.applied(source, url);
            if (schema == 0) throw new BackupFailure("the database has no tables of ESG: " + url.shown());
            var tables = new LinkedHashMap<String, Long>();
            try (var connection = source.getConnection();
                    var zip = new ZipOutputStream(ownersOnly(part))) {
                tables.putAll(tables(connection, zip));
                add(zip, Manifest.KEY, key(connection, settings.keyFile()));
                if (Files.exists(token)) add(zip, Manifest.TOKEN, Files.readAllBytes(token));
                var at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
                add(zip, Manifest.ENTRY, new Manifest(Manifest.FORMAT, program, at, schema, tables).bytes());
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            return tables;
        } catch (SQLException e) {
            throw new BackupFailure("database cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new BackupFailure("cannot write " + file + ": " + e, e);
        } finally {
            delete(part);
        }
    }

    /** H2 would make an empty one. */
    static boolean isMissing(String url) {
        if (!url.startsWith("jdbc:h2:file:")) return false;
        var path = url.substring("jdbc:h2:file:".length()).replaceAll(";.*", "");
        return !Files.exists(Path.of(path + ".mv.db"));
    }

    /** The key the passwords are encrypted with, or the backup would be worth nothing. */
    private static byte[] key(Connection connection, Path file) throws IOException, SQLException, BackupFailure {
        var text = Files.readString(file);
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT fingerprint FROM esg_secret_key")) {
            if (rows.next() && !rows.getString(1).equals(SecretKeyFile.fingerprintOf(text))) {
                throw new BackupFailure(
                        "passwords in the database are encrypted with another key than that of " + file);
            }
            return Files.readAllBytes(file);
        } catch (IllegalArgumentException e) {
            throw new BackupFailure("secret key is damaged: " + file, e);
        }
    }

    private static Map<String, Long> tables(Connection connection, ZipOutputStream zip)
            throws SQLException, IOException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
        var counts = new LinkedHashMap<String, Long>();
        for (var table : ConfigTables.of(connection)) {
            zip.putNextEntry(new ZipEntry(Manifest.table(table)));
            counts.put(table, ConfigTables.write(connection, table, new Unclosed(zip)));
            zip.closeEntry();
        }
        return counts;
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static OutputStream ownersOnly(Path file) throws IOException {
        Files.deleteIfExists(file); // of an attempt that was broken off
        try {
            var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, owner);
        } catch (UnsupportedOperationException e) {
            Files.createFile(file); // no such rights here
        }
        return Files.newOutputStream(file);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /** Entries of a ZIP end one by one. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() {}
    }
}
