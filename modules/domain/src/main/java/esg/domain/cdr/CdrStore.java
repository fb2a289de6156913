package esg.domain.cdr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where records are kept. Blocks; fails as a {@link esg.domain.config.Repository} does, and with {@link TooMuch}. Thread-safe. */
public interface CdrStore {
    /** A question that takes too long. */
    final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public TooMuch(String why) {
            super(why);
        }
    }

    /** A page of what fits; {@code total} counts all of that, up to a limit of some 100,000 beyond which nobody pages. */
    record Found(List<Cdr> items, long total) {
        public Found {
            items = List.copyOf(items);
        }
    }

    /** Where a reader of many pages stands: behind this record. */
    record Place(Instant began, String id) {
        public static Place behind(Cdr cdr) {
            return new Place(cdr.times().began(), cdr.id());
        }
    }

    /**
     * Adds all of them or, where that fails, none. One whose id is there already is left as it is, unless that was written by a node that went
     * away with the call ({@link EndedBy#NODE}): it is replaced. Returns how many were new or replaced others.
     */
    int append(List<Cdr> records);

    Found list(CdrFilter filter, CdrOrder order, int limit, int offset);

    Optional<Cdr> find(String id);

    /** Those of calls that had one of these Call-IDs on either leg, some hundred at most; costs the same however many records there are. */
    List<Cdr> legs(Set<String> callIds);

    /** The next that fit, the oldest first; costs the same wherever the place is. Empty at the end. */
    List<Cdr> after(Optional<Place> place, CdrFilter filter, int limit);

    /** Takes out what began before, {@code most} of them at the most so that nobody waits behind it, and says how many. */
    int forget(Instant before, int most);
}
