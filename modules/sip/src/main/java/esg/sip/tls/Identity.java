package esg.sip.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate with its key, which is known to be its own.
 *
 * @param chain our certificate first
 */
record Identity(List<X509Certificate> chain, PrivateKey key) {
    /** Reads both files. */
    static Identity of(TlsSettings.Pair files) throws TlsFailure {
        var chain = Pem.certificates(files.cert());
        var key = Pem.key(files.key());
        if (!belongs(key, chain.getFirst().getPublicKey())) {
            throw files.key()
                    .wrong("is not the key of the certificate in "
                            + files.cert().path());
        }
        return new Identity(chain, key);
    }

    X509Certificate own() {
        return chain.getFirst();
    }

    /** Asks the pair itself: what one signs the other has to confirm. */
    private static boolean belongs(PrivateKey key, PublicKey certified) {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        if (key instanceof RSAKey one
                && !(certified instanceof RSAKey other && one.getModulus().equals(other.getModulus()))) return false;
        if (algorithm.equals("RSASSA-PSS")) return true; // needs parameters to sign; the modulus has told
        try {
            var probe = new byte[32];
            new SecureRandom().nextBytes(probe);
            var signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(probe);
            var signature = signing.sign();
            var confirming = Signature.getInstance(algorithm);
            confirming.initVerify(certified);
            confirming.update(probe);
            return confirming.verify(signature);
        } catch (GeneralSecurityException otherKind) {
            return false;
        }
    }

    KeyManager[] keyManagers() throws GeneralSecurityException {
        var password = new char[0]; // nothing is written anywhere
        var keys = KeyStore.getInstance(
                "JKS"); // PKCS12 would derive a key first, ten thousand rounds that a start has to wait for
        try {
            keys.load(null, password);
            keys.setKeyEntry("own", key, password, chain.toArray(Certificate[]::new));
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        return factory.getKeyManagers();
    }
}
