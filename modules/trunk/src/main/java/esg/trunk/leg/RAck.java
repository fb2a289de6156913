package esg.trunk.leg;

import esg.sip.message.Headers;
import esg.sip.message.SipRequest;
import org.jspecify.annotations.Nullable;

/**
 * Which provisional answer a PRACK acknowledges (RFC 3262 §7.2).
 *
 * @param rseq number of the answer
 * @param cseq number of the request it answered
 */
public record RAck(long rseq, long cseq, String method) {
    /** Null when there is none that can be read. */
    public static @Nullable RAck of(SipRequest prack) {
        var value = prack.header(Headers.RACK);
        if (value == null) return null;
        var parts = value.strip().split("\\s+", -1);
        if (parts.length != 3 || !isNumber(parts[0]) || !isNumber(parts[1])) return null;
        return new RAck(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }

    /** At most 2^32-1 in ten digits, which a long holds. */
    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** As in the header. */
    @Override
    public String toString() {
        return rseq + " " + cseq + " " + method;
    }
}
