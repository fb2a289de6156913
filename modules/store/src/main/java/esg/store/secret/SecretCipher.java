package esg.store.secret;

import esg.domain.account.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce each time, written as {@code v1:} and Base64 of nonce,
 * ciphertext and tag. The owner's id is authenticated with it: a text copied to another row does not decrypt.
 * Thread-safe.
 */
public final class SecretCipher {
    static final int KEY_BYTES = 32;
    private static final String VERSION = "v1:";
    private static final String ALGORITHM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    SecretCipher(byte[] key) {
        if (key.length != KEY_BYTES) throw new IllegalArgumentException("key must have " + KEY_BYTES + " bytes");
        this.key = new SecretKeySpec(key, "AES");
    }

    /** Empty for no secret. */
    public String encrypt(Secret secret, String owner) {
        if (secret.isEmpty()) return "";
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, nonce, owner)
                    .doFinal(secret.reveal().getBytes(StandardCharsets.UTF_8));
            var text = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
            System.arraycopy(sealed, 0, text, NONCE_BYTES, sealed.length);
            return VERSION + Base64.getEncoder().encodeToString(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is part of every JDK", e);
        }
    }

    /** Throws {@link IllegalArgumentException} when the text was changed, moved or encrypted with another key. */
    public Secret decrypt(String text, String owner) {
        if (text.isEmpty()) return Secret.NONE;
        if (!text.startsWith(VERSION)) throw new IllegalArgumentException("password is in an unknown form");
        try {
            var bytes = Base64.getDecoder().decode(text.substring(VERSION.length()));
            var nonce = Arrays.copyOf(bytes, NONCE_BYTES);
            var clear = cipher(Cipher.DECRYPT_MODE, nonce, owner)
                    .doFinal(bytes, NONCE_BYTES, Math.max(0, bytes.length - NONCE_BYTES));
            return Secret.of(new String(clear, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("password does not decrypt: changed, or another key", e);
        }
    }

    /** Names the key without giving it away. */
    String fingerprint() {
        return HexFormat.of().formatHex(derivedKey("esg secret.key"), 0, 16);
    }

    /** 32 bytes that tell nothing of the key, nor of those for other purposes. */
    public byte[] derivedKey(String purpose) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(purpose.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String owner) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(ALGORITHM);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
