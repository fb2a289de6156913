package esg.domain.cdr;

import esg.domain.account.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The call detail record of a call that has ended or was refused.
 *
 * @param id the same on whichever node the record is written, and that of no other call
 * @param account the call was carried by; its code is "" where it stayed inside or got no further
 * @param direction {@code in} from a provider, {@code out} to one, {@code internal} without one
 * @param node that wrote it, {@code name@address}
 * @param attempt how many accounts were tried for the call before this one: each try is a record
 * @param route name of the rule that led it on; "" where none is known
 * @param callerName display name of From as received; "" for none
 * @param received the caller's leg: numbers before normalization
 * @param sent the callee's leg, that which answered or was tried last: numbers after normalization; {@link Leg#NONE} where none was tried
 * @param codec of its audio as agreed, such as {@code PCMA}; "" where none is known
 * @param media what was heard; null where media passed the gateway by
 */
public record Cdr(
        String id,
        AccountId account,
        String direction,
        String node,
        int attempt,
        String route,
        String callerName,
        Leg received,
        Leg sent,
        Times times,
        End end,
        String codec,
        @Nullable Media media) {

    /**
     * One side of a call.
     *
     * @param caller user of From, unescaped
     * @param called user that was called, unescaped
     * @param peer {@code transport:address:port} the INVITE came from or was sent to
     */
    public record Leg(String callId, String caller, String called, String peer) {
        public static final Leg NONE = new Leg("", "", "", "");
    }

    /**
     * When it was what.
     *
     * @param rang first provisional answer beyond 100; null for none
     * @param answered null when it never was
     */
    public record Times(
            Instant began, @Nullable Instant rang, @Nullable Instant answered, Instant ended) {
        /** Milliseconds from the INVITE to its answer; null when there was none. */
        public @Nullable Long setupMillis() {
            return answered == null ? null : answered.toEpochMilli() - began.toEpochMilli();
        }

        /** Milliseconds it was talked; 0 when it was never answered. */
        public long talkMillis() {
            return answered == null
                    ? 0
                    : Math.max(0, Duration.between(answered, ended).toMillis());
        }
    }

    /**
     * How it ended.
     *
     * @param code final answer to the caller's INVITE, 200 of an answered call; 0 where he got none
     */
    public record End(int code, String reason, EndedBy by) {}

    /**
     * What was heard.
     *
     * @param unheard {@code caller} or {@code callee} when the other alone was heard, {@code both} when neither was in a call that was
     *     answered; "" when all is well
     */
    public record Media(Heard caller, Heard callee, String unheard) {}

    /**
     * What came from one end, all audio together.
     *
     * @param packets of RTP
     * @param lost by the sequence numbers (RFC 3550 §A.3)
     * @param jitter milliseconds, of the worst stream (RFC 3550 §A.8)
     */
    public record Heard(long packets, long lost, double jitter) {}

    /** Fields of the document, in order: what may be absent is. */
    public Map<String, Object> document() {
        return CdrDocument.write(this);
    }

    /**
     * Back from {@link #document}.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Cdr of(Map<String, Object> document) {
        return new CdrDocument(new LinkedHashMap<>(document)).read();
    }
}
