package esg.sip.alg;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Places in a packet and what is to stand there. Made for the few packets that have any. */
final class Hits {
    /** Bytes from {@code start} to {@code end} become {@code text}. Never compared, hence no record. */
    static final class Hit {
        final int start;
        final int end;
        final byte[] text;

        Hit(int start, int end, byte[] text) {
            this.start = start;
            this.end = end;
            this.text = text;
        }

        int growth() {
            return text.length - (end - start);
        }
    }

    private final List<Hit> all = new ArrayList<>(4);

    void add(int start, int end, byte[] text) {
        all.add(new Hit(start, end, text));
    }

    /** In their order; of two that overlap, as {@code ::ffff:192.0.2.1} may be read twice, the one that begins first. */
    List<Hit> ordered() {
        all.sort(Comparator.comparingInt(hit -> hit.start));
        var kept = new ArrayList<Hit>(all.size());
        int end = 0;
        for (var hit : all) {
            if (hit.start < end) continue;
            kept.add(hit);
            end = hit.end;
        }
        return kept;
    }
}
