package esg.sip.digest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;

/**
 * Nonces that need no memory (RFC 7616 §3.3): each holds its time and is sealed together with realm and sender's address, so any node with
 * the same key knows it again. Only how often one was used is remembered, by each node for itself, for as long as the nonce lasts: a
 * request that was overheard cannot be sent again to the node that took it, nor by anybody at another address. Thread-safe.
 */
public final class Nonces {
    private static final int SALT_BYTES = 6;
    private static final int TIME_DIGITS = 8;
    /** Clocks of nodes may differ by so much. */
    private static final long SKEW_SECONDS = 60;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Seal seal;
    private final Duration lifetime;
    private final InstantSource clock;
    private final Cache<String, Long> used;

    /** @param most nonces whose use is remembered; beyond it the least used are forgotten */
    public Nonces(Seal seal, Duration lifetime, long most, InstantSource clock) {
        this.seal = seal;
        this.lifetime = lifetime;
        this.clock = clock;
        this.used = Caffeine.newBuilder()
                .expireAfterWrite(lifetime.plusSeconds(SKEW_SECONDS))
                .maximumSize(most)
                .build();
    }

    /** A new one for this realm and this sender: hexadecimal time, salt and seal. */
    public String next(String realm, InetAddress sender) {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        var begin = HexFormat.of().toHexDigits(clock.instant().getEpochSecond(), TIME_DIGITS)
                + HexFormat.of().formatHex(salt);
        return begin + seal.of(sealed(begin, realm, sender));
    }

    /** Whether one of ours for this realm and sender, and not too old. */
    public boolean isFresh(String nonce, String realm, InetAddress sender) {
        int length = TIME_DIGITS + 2 * SALT_BYTES;
        if (nonce.length() <= length) return false;
        var begin = nonce.substring(0, length);
        if (!seal.fits(sealed(begin, realm, sender), nonce.substring(length))) return false;
        long age = clock.instant().getEpochSecond() - Long.parseLong(begin.substring(0, TIME_DIGITS), 16);
        return age >= -SKEW_SECONDS && age <= lifetime.toSeconds();
    }

    /** Notes its use; false when it was used with this count or a higher one before (RFC 7616 §3.4, nc). */
    public boolean use(String nonce, long count) {
        var accepted = new boolean[1];
        var _ = used.asMap().compute(nonce, (_, before) -> {
            accepted[0] = before == null || count > before;
            return accepted[0] || before == null ? Long.valueOf(count) : before;
        });
        return accepted[0];
    }

    private static String sealed(String begin, String realm, InetAddress sender) {
        return begin + " " + realm + " " + sender.getHostAddress();
    }
}
