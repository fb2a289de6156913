package esg.sip.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Hash algorithms of RFC 7616 §6.1 as RFC 8760 brings them to SIP, the weakest first. */
public enum Algorithm {
    MD5("MD5", "MD5", 0),
    MD5_SESS("MD5-sess", "MD5", 0),
    SHA_256("SHA-256", "SHA-256", 1),
    SHA_256_SESS("SHA-256-sess", "SHA-256", 1),
    SHA_512_256("SHA-512-256", "SHA-512/256", 2),
    SHA_512_256_SESS("SHA-512-256-sess", "SHA-512/256", 2);

    private final String token;
    private final String jdkName;
    private final int strength;

    Algorithm(String token, String jdkName, int strength) {
        this.token = token;
        this.jdkName = jdkName;
        this.strength = strength;
    }

    /** By the token of a challenge, any case; empty when we do not know it, and its challenge is to be ignored. */
    public static Optional<Algorithm> of(String token) {
        for (var algorithm : values()) if (algorithm.token.equalsIgnoreCase(token)) return Optional.of(algorithm);
        return Optional.empty();
    }

    /** As in headers: {@code SHA-256-sess}. */
    public String token() {
        return token;
    }

    int strength() {
        return strength;
    }

    /** Whether the secret part is hashed once for the session (RFC 7616 §3.4.2). */
    boolean isSession() {
        return token.endsWith("-sess");
    }

    String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(jdkName).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks the hash " + jdkName, e);
        }
    }
}
