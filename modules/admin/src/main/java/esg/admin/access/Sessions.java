package esg.admin.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sessions of browsers. Nothing is kept: the cookie's value says whose token was shown and until when, signed with a key that all nodes have, so
 * that each of them knows it. Since the token is looked up again for every request, a session ends with it.
 */
public final class Sessions {
    private static final int SEED_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private final Duration life;

    /** @param key the same on all nodes, and used for nothing else */
    public Sessions(byte[] key, Duration life) {
        this.key = key.clone();
        this.life = life;
    }

    /**
     * A session.
     *
     * @param value of the cookie
     * @param csrf what a page has to show beside the cookie, which it cannot read and other sites cannot either
     * @param principal whose it is, and until when
     */
    public record Session(String value, String csrf, Principal principal) {}

    public Session open(Principal principal, Instant now) {
        var end = now.plus(life);
        var until = principal.expires().filter(end::isAfter).orElse(end).truncatedTo(ChronoUnit.SECONDS);
        var seed = new byte[SEED_BYTES];
        RANDOM.nextBytes(seed);
        var payload = base64(
                (until.getEpochSecond() + "\n" + seal(principal) + "\n" + base64(seed) + "\n" + principal.tokenId())
                        .getBytes(StandardCharsets.UTF_8));
        return new Session(
                payload + "." + mac("session", payload), mac("csrf", payload), principal.until(Optional.of(until)));
    }

    /** The session of a cookie; empty when it is over, not ours, or its token opens no more. */
    public Optional<Session> read(String value, Tokens tokens, Instant now) {
        int dot = value.indexOf('.');
        if (dot < 0) return Optional.empty();
        var payload = value.substring(0, dot);
        if (!same(mac("session", payload), value.substring(dot + 1))) return Optional.empty();
        var fields = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8).split("\n", 4);
        var until = Instant.ofEpochSecond(Long.parseLong(fields[0]));
        if (!now.isBefore(until)) return Optional.empty();
        return tokens.withId(fields[3], now)
                .filter(principal -> same(seal(principal), fields[1])) // another one may have its id by now
                .map(principal -> new Session(value, mac("csrf", payload), principal.until(Optional.of(until))));
    }

    /** Whether a page has shown what belongs to its session. */
    public static boolean isShown(Session session, String csrf) {
        return same(session.csrf(), csrf);
    }

    /** Names the token without telling anything of it. */
    private String seal(Principal principal) {
        return mac("seal", principal.hash());
    }

    private String mac(String purpose, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return base64(mac.doFinal((purpose + "\n" + text).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every JDK", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
