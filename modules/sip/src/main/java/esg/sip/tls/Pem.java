package esg.sip.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Reads certificates and keys as OpenSSL and ACME clients write them (RFC 7468); text between the blocks is skipped. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final long LARGEST = 4_000_000; // all public authorities together are a quarter of a megabyte

    private record Block(String label, byte[] der) {}

    private Pem() {}

    /** All certificates of the file, at least one, in their order. */
    static List<X509Certificate> certificates(PemFile file) throws TlsFailure {
        var found = new ArrayList<X509Certificate>();
        for (var block : blocks(file)) {
            if (!block.label.equals("CERTIFICATE") && !block.label.equals("TRUSTED CERTIFICATE")) continue;
            try {
                found.add((X509Certificate) CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(block.der)));
            } catch (CertificateException e) {
                throw file.wrong("certificate " + (found.size() + 1) + " of the file cannot be read: " + why(e), e);
            }
        }
        if (found.isEmpty()) throw file.wrong("holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        return found;
    }

    /** The private key of the file: PKCS#8, or the older forms of RSA and EC. */
    static PrivateKey key(PemFile file) throws TlsFailure {
        for (var block : blocks(file)) {
            switch (block.label) {
                case "PRIVATE KEY" -> {
                    return key(file, block.der);
                }
                case "RSA PRIVATE KEY" -> {
                    return key(file, OlderKeys.rsa(block.der));
                }
                case "EC PRIVATE KEY" -> {
                    return key(file, ofCurve(file, block.der));
                }
                case "ENCRYPTED PRIVATE KEY" -> throw file.wrong("the key has a passphrase; a key without is needed");
                default -> {} // parameters and certificates may stand beside it
            }
        }
        throw file.wrong("holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private static byte[] ofCurve(PemFile file, byte[] der) throws TlsFailure {
        return OlderKeys.ec(der)
                .orElseThrow(() -> file.wrong("the EC key does not name its curve; convert it to PKCS#8"));
    }

    private static PrivateKey key(PemFile file, byte[] pkcs8) throws TlsFailure {
        var why = "";
        for (var algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException other) {
                why = why(other);
            }
        }
        throw file.wrong("the private key is damaged or of a kind that is not known (RSA and EC are): " + why);
    }

    private static List<Block> blocks(PemFile file) throws TlsFailure {
        var found = new ArrayList<Block>();
        var blocks = BLOCK.matcher(text(file));
        while (blocks.find()) {
            var body = blocks.group(2);
            if (body.contains("ENCRYPTED")) throw file.wrong("the key has a passphrase; a key without is needed");
            try {
                found.add(new Block(blocks.group(1), Base64.getMimeDecoder().decode(body)));
            } catch (IllegalArgumentException e) {
                throw file.wrong("a block of the file is no Base64: " + e.getMessage(), e);
            }
        }
        return found;
    }

    private static String text(PemFile file) throws TlsFailure {
        try {
            if (Files.size(file.path()) > LARGEST) throw file.wrong("is too large for a PEM file");
            return Files.readString(file.path(), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw file.wrong("no such file", e);
        } catch (AccessDeniedException e) {
            throw file.wrong("may not be read by this user", e);
        } catch (IOException e) {
            throw file.wrong("cannot be read: " + why(e), e);
        }
    }

    private static String why(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
