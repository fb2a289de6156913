package esg.domain.subscriber;

import java.util.Comparator;
import java.util.List;

/**
 * Where a subscriber can be reached: one contact of its address of record (RFC 3261 §10.3).
 *
 * @param key names the contact in its address of record: equal for contacts that are the same (RFC 3261 §19.1.4)
 * @param contact the contact's URI as registered
 * @param q preference, 0 to 1000 for 0 to 1
 * @param callId Call-ID of the REGISTER that wrote it last, {@code cseq} its number
 * @param expiresAt until when it is valid, milliseconds of the epoch; 0 when it was removed
 * @param updatedAt when it was written last, milliseconds of the epoch
 * @param path URIs of the proxies it is reached by, in their order (RFC 3327)
 */
public record Binding(
        Aor aor,
        String key,
        String contact,
        int q,
        String callId,
        long cseq,
        long expiresAt,
        long updatedAt,
        List<String> path,
        String userAgent,
        Place place) {
    /** Highest q first; among equals the one that was heard of last. */
    public static final Comparator<Binding> PREFERRED_FIRST = Comparator.comparingInt(Binding::q)
            .thenComparingLong(Binding::updatedAt)
            .reversed()
            .thenComparing(Binding::key);

    /** Clocks of nodes differ by less. */
    private static final long MOST_SKEW_MILLIS = 30_000;

    public Binding {
        path = List.copyOf(path);
    }

    /**
     * Where the REGISTER came in.
     *
     * @param node the node it came to, {@code name@address}
     * @param edge where that node takes requests from inside, {@code udp:192.0.2.1:5060}
     * @param transport {@code udp}, {@code tcp} or {@code tls}
     * @param source address and port it came from, {@code 192.0.2.7:5060}
     * @param translated the sender calls itself otherwise (RFC 3581): a NAT is between
     */
    public record Place(String node, String edge, String transport, String source, boolean translated) {}

    public boolean isLive(long now) {
        return expiresAt > now;
    }

    /** The same, no longer valid. */
    public Binding removed(String byCallId, long byCseq, long now) {
        return new Binding(aor, key, contact, q, byCallId, byCseq, 0, now, path, userAgent, place);
    }

    /**
     * Which of two states of a contact stands. Within one Call-ID the CSeq decides, as §10.3 has it, unless the earlier state was over
     * before the later one began; else the later one. Any two nodes come to the same answer, in whatever order they learn of both.
     */
    public boolean supersedes(Binding other) {
        if (callId.equals(other.callId) && cseq != other.cseq && !isApart(other)) return cseq > other.cseq;
        if (updatedAt != other.updatedAt) return updatedAt > other.updatedAt;
        return place.node().compareTo(other.place.node()) > 0;
    }

    /** A phone that was away may count from 1 again. */
    private boolean isApart(Binding other) {
        var earlier = updatedAt < other.updatedAt ? this : other;
        long later = Math.max(updatedAt, other.updatedAt);
        return earlier.expiresAt <= later && later - earlier.updatedAt > MOST_SKEW_MILLIS;
    }
}
