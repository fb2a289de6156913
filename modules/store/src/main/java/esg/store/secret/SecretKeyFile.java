package esg.store.secret;

import esg.store.StartFailure;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key's file: made at first start, readable by its owner only. The database remembers the key's fingerprint, so
 * that a node with another key stops at start and not at the first registration.
 */
public final class SecretKeyFile {
    private static final Logger log = LoggerFactory.getLogger(SecretKeyFile.class);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private SecretKeyFile() {}

    /** The cipher with the key of the file, which is made when neither file nor encrypted data exist. */
    public static SecretCipher open(Path file, DataSource dataSource) throws StartFailure {
        try (var connection = dataSource.getConnection()) {
            var known = fingerprint(connection);
            if (!Files.exists(file)) {
                if (!known.isEmpty()) throw new StartFailure(missing(file));
                create(file);
            }
            var cipher = read(file);
            if (known.isEmpty()) known = remember(connection, cipher.fingerprint());
            if (!known.equals(cipher.fingerprint())) {
                throw new StartFailure("passwords in the database are encrypted with another key than that of " + file
                        + "; put the file of the node that made the database there");
            }
            return cipher;
        } catch (SQLException e) {
            throw new StartFailure("database does not tell its secret key: " + e.getMessage(), e);
        }
    }

    /** Fingerprint of the key in this text, as a file of a key holds it; throws {@link IllegalArgumentException} when it is none. */
    public static String fingerprintOf(String text) {
        return new SecretCipher(Base64.getDecoder().decode(text.strip())).fingerprint();
    }

    private static String missing(Path file) {
        return "secret key is missing: " + file + "; passwords in the database need the file of the node that made it";
    }

    private static String fingerprint(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT fingerprint FROM esg_secret_key")) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    /** The fingerprint that stands: of two nodes that start at once on an empty database one is first. */
    private static String remember(Connection connection, String fingerprint) throws SQLException {
        try (var statement =
                connection.prepareStatement("INSERT INTO esg_secret_key (one, fingerprint) VALUES (1, ?)")) {
            statement.setString(1, fingerprint);
            statement.executeUpdate();
            return fingerprint;
        } catch (SQLException e) {
            var standing = fingerprint(connection);
            if (standing.isEmpty()) throw e;
            return standing;
        }
    }

    private static void create(Path file) throws StartFailure {
        var key = new byte[SecretCipher.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            var folder = file.toAbsolutePath().getParent();
            if (folder != null) Files.createDirectories(folder);
            if (posix(file)) Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            else Files.createFile(file);
            Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
            log.info("secret key made file={}", file);
        } catch (FileAlreadyExistsException e) {
            throw new StartFailure("secret key is being made by another process: " + file, e);
        } catch (IOException e) {
            throw new StartFailure("secret key cannot be written: " + file + ": " + e, e);
        }
    }

    private static SecretCipher read(Path file) throws StartFailure {
        try {
            if (posix(file) && !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                log.warn("secret key may be used by others than its owner file={}", file);
            }
            return new SecretCipher(
                    Base64.getDecoder().decode(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new StartFailure("secret key cannot be read: " + file + ": " + e, e);
        } catch (IllegalArgumentException e) {
            throw new StartFailure("secret key is damaged, 32 bytes in Base64 expected: " + file, e);
        }
    }

    private static boolean posix(Path file) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        return folder != null && Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    }
}
