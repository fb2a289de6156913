package esg.sip.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** An authority of a test and what it certifies, made by openssl as docs/tls.md says. */
public final class TestAuthority {
    private final Path dir;
    private final String name;

    /** Of its own directory. */
    public TestAuthority(Path dir, String name) {
        this.dir = dir;
        this.name = name;
        openssl("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=" + name
                + " -keyout " + name + ".key -out " + name + ".crt");
    }

    /** Its own certificate. */
    public Path certificate() {
        return dir.resolve(name + ".crt");
    }

    /** Files {@code who.crt}, its chain in it, and {@code who.key}; names as OpenSSL writes them: {@code DNS:pbx.example,IP:127.0.0.1}. */
    public TlsSettings.Pair certify(String who, String names) {
        return certify(who, names, "ec -pkeyopt ec_paramgen_curve:prime256v1", "2");
    }

    TlsSettings.Pair certify(String who, String names, String kind, String days) {
        openssl("req -newkey " + kind + " -nodes -subj /CN=" + who
                + (names.isEmpty() ? "" : " -addext subjectAltName=" + names) + " -keyout " + who + ".key -out " + who
                + ".csr");
        openssl("x509 -req -in " + who + ".csr -CA " + name + ".crt -CAkey " + name + ".key -CAcreateserial -days "
                + days + " -copy_extensions copy -out " + who + ".crt");
        return pair(who);
    }

    /** What was certified under this name. */
    public TlsSettings.Pair pair(String who) {
        return new TlsSettings.Pair(file("cert", who + ".crt"), file("key", who + ".key"));
    }

    /** A certificate that was good until a day ago. */
    public TlsSettings.Pair expired(String who, String names) {
        return certify(who, names, "ec -pkeyopt ec_paramgen_curve:prime256v1", "-1");
    }

    PemFile file(String setting, String file) {
        return new PemFile("esg.tls." + setting, dir.resolve(file));
    }

    /** Settings of a listener with that certificate that trusts this authority. */
    public TlsSettings settings(TlsSettings.Pair own, ClientAuth clientAuth, boolean verify) {
        return new TlsSettings(
                Optional.of(own), dir, Optional.of(new PemFile("esg.tls.ca", certificate())), clientAuth, verify);
    }

    /** A peer that shows this certificate, or none, and trusts this authority. */
    public SSLContext peer(TlsSettings.@Nullable Pair own) {
        try {
            var keys = KeyStore.getInstance("PKCS12");
            keys.load(null, null);
            if (own != null) {
                var chain = Pem.certificates(own.cert()).toArray(Certificate[]::new);
                keys.setKeyEntry("own", Pem.key(own.key()), new char[0], chain);
            }
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "ca", Pem.certificates(new PemFile("", certificate())).getFirst());
            var managers = KeyManagerFactory.getInstance("SunX509"); // which calls keys as we do
            managers.init(keys, new char[0]);
            var trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            var shows = new Showing((X509ExtendedKeyManager) managers.getKeyManagers()[0], own == null ? null : "own");
            context.init(new KeyManager[] {shows}, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | TlsFailure | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Shows its certificate even to who has not asked for one of its authority. */
    private static final class Showing extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;
        private final @Nullable String shown;

        Showing(X509ExtendedKeyManager keys, @Nullable String shown) {
            this.keys = keys;
            this.shown = shown;
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return shown;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return keys.chooseServerAlias(type, issuers, socket);
        }

        @Override
        public X509Certificate @Nullable [] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
            return keys.getClientAliases(type, issuers);
        }

        @Override
        public @Nullable PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
            return keys.getServerAliases(type, issuers);
        }
    }

    /** Runs openssl with these arguments in the directory. */
    void openssl(String arguments) {
        try {
            Files.createDirectories(dir);
            var command = new ArrayList<>(List.of("openssl"));
            command.addAll(List.of(arguments.split(" ")));
            var process = new ProcessBuilder(command)
                    .directory(dir.toFile())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new AssertionError(command + ": " + said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
