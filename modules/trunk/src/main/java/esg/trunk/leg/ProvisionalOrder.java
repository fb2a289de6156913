package esg.trunk.leg;

import esg.sip.message.SipResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Reliable provisional answers to an INVITE of ours, as they come: each once and in its order (RFC 3262 §4). */
public final class ProvisionalOrder {
    private final Map<String, Long> last = new HashMap<>(2); // RSeq, of each fork

    /** Whether it is the next one; others came before, or will come again when it is their turn. */
    public boolean isNext(SipResponse response) {
        var fork = Objects.requireNonNullElse(response.toTag(), "");
        long rseq = Relay.rseq(response);
        var before = last.get(fork);
        if (before != null && rseq != before + 1) return false;
        last.put(fork, rseq);
        return true;
    }
}
