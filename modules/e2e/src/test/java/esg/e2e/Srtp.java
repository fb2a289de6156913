package esg.e2e;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** SRTP with AES_CM_128_HMAC_SHA1_80 (RFC 3711, RFC 4568 §6.2) for one direction, in which no sequence number begins again. */
final class Srtp {
    static final String SUITE = "AES_CM_128_HMAC_SHA1_80";
    static final int KEY_AND_SALT = 30;
    private static final int KEY = 16;
    private static final int SALT = 14;
    private static final int TAG = 10;

    private final byte[] key;
    private final byte[] authentication;
    private final byte[] salt;

    /** @param master 16 bytes of key and 14 of salt */
    Srtp(byte[] master) throws GeneralSecurityException {
        key = derive(master, 0, KEY);
        authentication = derive(master, 1, 20);
        salt = derive(master, 2, SALT);
    }

    /** RFC 3711 §4.3.1 with a key derivation rate of 0. */
    private static byte[] derive(byte[] master, int label, int length) throws GeneralSecurityException {
        var iv = Arrays.copyOf(Arrays.copyOfRange(master, KEY, KEY_AND_SALT), 16);
        iv[7] ^= (byte) label;
        return counter(Arrays.copyOf(master, KEY), iv, new byte[length], 0);
    }

    private static byte[] counter(byte[] key, byte[] iv, byte[] bytes, int from) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/CTR/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
        var done = bytes.clone();
        cipher.doFinal(bytes, from, bytes.length - from, done, from);
        return done;
    }

    /** Encrypts what follows a header of 12 bytes, or decrypts it (§4.1.1). */
    private byte[] crypt(byte[] rtp) throws GeneralSecurityException {
        var header = ByteBuffer.wrap(rtp);
        var iv = ByteBuffer.wrap(Arrays.copyOf(salt, 16));
        iv.putInt(4, iv.getInt(4) ^ header.getInt(8));
        iv.putShort(12, (short) (iv.getShort(12) ^ header.getShort(2)));
        return counter(key, iv.array(), rtp, 12);
    }

    private byte[] tag(byte[] packet) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(authentication, "HmacSHA1"));
        mac.update(packet);
        mac.update(new byte[4]); // how often sequence numbers have begun again
        return Arrays.copyOf(mac.doFinal(), TAG);
    }

    byte[] protect(byte[] rtp) throws GeneralSecurityException {
        var encrypted = crypt(rtp);
        var packet = Arrays.copyOf(encrypted, encrypted.length + TAG);
        System.arraycopy(tag(encrypted), 0, packet, encrypted.length, TAG);
        return packet;
    }

    /** Empty when it is not from who has the key. */
    Optional<byte[]> unprotect(byte[] packet) throws GeneralSecurityException {
        if (packet.length < 12 + TAG) return Optional.empty();
        var encrypted = Arrays.copyOf(packet, packet.length - TAG);
        var tag = Arrays.copyOfRange(packet, packet.length - TAG, packet.length);
        return MessageDigest.isEqual(tag(encrypted), tag) ? Optional.of(crypt(encrypted)) : Optional.empty();
    }
}
