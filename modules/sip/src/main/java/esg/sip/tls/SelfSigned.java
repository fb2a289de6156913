package esg.sip.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate for nodes that were given none, so that they can serve TLS at once: it keeps what is said from who listens and proves nothing
 * about who we are. Made by the JDK's keytool, kept until it runs out.
 */
final class SelfSigned {
    private static final Logger log = LoggerFactory.getLogger(SelfSigned.class);
    private static final String SETTING = "esg.tls.cert";
    private static final String STORE = "pair.p12";
    private static final String WHAT = "-genkeypair -alias esg -keyalg EC -groupname secp256r1 -sigalg SHA256withECDSA"
            + " -ext san=dns:localhost,ip:127.0.0.1 -storetype PKCS12 -storepass:env ESG_STORE";
    private static final int DAYS = 3_650;
    private static final long PATIENCE_SECONDS = 30;

    private SelfSigned() {}

    /** The pair in this directory, made when it is not there or has expired. */
    static synchronized TlsSettings.Pair in(Path directory) throws TlsFailure {
        var cert = new PemFile(SETTING, directory.resolve("self-signed.crt"));
        var pair = new TlsSettings.Pair(cert, new PemFile("esg.tls.key", directory.resolve("self-signed.key")));
        if (Files.exists(cert.path()) && Files.exists(pair.key().path())) {
            var until = Identity.of(pair).own().getNotAfter().toInstant();
            if (until.isAfter(Instant.now())) return pair;
        }
        make(pair, directory);
        log.info(
                "self-signed certificate made file={} reason=\"esg.tls.cert is not set\" until={}",
                cert.path(),
                Identity.of(pair).own().getNotAfter().toInstant());
        return pair;
    }

    private static void make(TlsSettings.Pair pair, Path directory) throws TlsFailure {
        try {
            Files.createDirectories(directory);
            var work = Files.createTempDirectory("esg-tls"); // its owner's alone
            try {
                var password = password();
                run(work, password);
                keep(work.resolve(STORE), password, pair);
            } finally {
                Files.deleteIfExists(work.resolve(STORE));
                Files.deleteIfExists(work);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw pair.cert().wrong("no self-signed certificate can be made: " + e.getMessage(), e);
        }
    }

    /** The password goes by the environment: arguments can be seen by everybody on the machine. */
    private static void run(Path work, String password) throws IOException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command =
                new ArrayList<>(List.of(keytool, "-dname", "CN=ESG self-signed", "-validity", Integer.toString(DAYS)));
        command.addAll(List.of(WHAT.split(" ", -1)));
        command.addAll(List.of("-keystore", work.resolve(STORE).toString()));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("ESG_STORE", password);
        var process = builder.start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(keytool + " does not end");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) throw new IOException(keytool + ": " + said.strip());
    }

    private static void keep(Path store, String password, TlsSettings.Pair pair)
            throws IOException, GeneralSecurityException {
        var keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, password.toCharArray());
        }
        var key = keys.getKey("esg", password.toCharArray());
        write(pair.key().path(), "PRIVATE KEY", key.getEncoded());
        write(pair.cert().path(), "CERTIFICATE", keys.getCertificate("esg").getEncoded());
    }

    private static void write(Path file, String label, byte[] der) throws IOException {
        var text = "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label + "-----\n";
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var view =
                Files.getFileStore(Objects.requireNonNull(file.toAbsolutePath().getParent()));
        if (view.supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String password() {
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
