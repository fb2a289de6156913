package esg.sip.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Who may vouch for a peer: the authorities of a file, or those that came with the JDK. */
final class Authorities {
    private Authorities() {}

    /** Reading those of the JDK takes a tenth of a second, which neither a start nor an I/O loop has: begun early, waited for late. */
    private static final class Public {
        static final CompletableFuture<X509ExtendedTrustManager> ALL = CompletableFuture.supplyAsync(() -> {
            try {
                return trusting(null);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("the authorities of the JDK cannot be read", e);
            }
        });
    }

    /** Those of the file at once, those of the JDK when they are there. */
    static CompletableFuture<X509ExtendedTrustManager> of(Optional<PemFile> file) throws TlsFailure {
        if (file.isEmpty()) return Public.ALL;
        try {
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            for (var authority : Pem.certificates(file.get())) {
                trusted.setCertificateEntry("ca" + trusted.size(), authority);
            }
            return CompletableFuture.completedFuture(trusting(trusted));
        } catch (GeneralSecurityException | IOException e) {
            throw file.get().wrong("these authorities cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager trusting(@Nullable KeyStore authorities) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        for (var manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trusting) return trusting;
        }
        throw new GeneralSecurityException("the JDK has no X.509 trust manager");
    }
}
