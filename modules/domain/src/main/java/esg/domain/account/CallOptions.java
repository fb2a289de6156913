package esg.domain.account;

import java.util.Locale;
import java.util.Optional;

/**
 * How calls of an account are spoken, where providers differ.
 *
 * @param redirect what a 3xx of the provider leads to
 * @param earlymedia what a caller is told of a session before the answer
 * @param rel100 whether reliable provisional answers (RFC 3262) are spoken with the provider at all
 * @param identity where the provider reads who calls
 * @param sessionexpires seconds of a session timer that we ask for (RFC 4028); 0 asks for none, what the peer asks for is heeded all the same
 * @param refresher who is to refresh where that is ours to say
 */
public record CallOptions(
        Redirect redirect,
        EarlyMedia earlymedia,
        boolean rel100,
        Identity identity,
        int sessionexpires,
        Refresher refresher) {
    /** RFC 4028 §4: half an hour is what the RFC recommends. */
    private static final int HALF_AN_HOUR = 1800;

    public static final CallOptions DEFAULT =
            new CallOptions(Redirect.PASS, EarlyMedia.PASS, true, Identity.FROM, HALF_AN_HOUR, Refresher.AUTO);

    /** RFC 3261 §8.1.3.4. */
    public enum Redirect {
        /** The caller is told. */
        PASS,
        /** We call the Contacts it names, as far as they lie at the provider. */
        FOLLOW;

        public static Optional<Redirect> of(String token) {
            return Tokens.find(values(), token);
        }
    }

    /** RFC 3960. */
    public enum EarlyMedia {
        /** What comes is passed on. */
        PASS,
        /** The session of a provisional answer is kept back: the caller's phone rings by itself. */
        RINGING;

        public static Optional<EarlyMedia> of(String token) {
            return Tokens.find(values(), token);
        }
    }

    /** Where the caller's number stands in calls to the provider. */
    public enum Identity {
        /** In From, as the number plan leaves it. */
        FROM,
        /** In P-Asserted-Identity (RFC 3325); From is the account. */
        PAI,
        /** In Remote-Party-ID, which older switches read; From is the account. */
        RPID;

        public static Optional<Identity> of(String token) {
            return Tokens.find(values(), token);
        }
    }

    /** RFC 4028 §7.1. */
    public enum Refresher {
        /** Whoever the peer likes; we, where it does not say. */
        AUTO,
        SELF,
        PEER;

        public static Optional<Refresher> of(String token) {
            return Tokens.find(values(), token);
        }
    }

    /** Names of values as documents have them. */
    static final class Tokens {
        private Tokens() {}

        static String of(Enum<?> value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        static <T extends Enum<T>> Optional<T> find(T[] values, String token) {
            for (var value : values) if (of(value).equalsIgnoreCase(token)) return Optional.of(value);
            return Optional.empty();
        }
    }
}
