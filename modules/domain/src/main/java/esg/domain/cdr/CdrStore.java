package esg.domain.cdr;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where records are kept. Blocks; fails as a {@link esg.domain.config.Repository} does. Thread-safe. */
public interface CdrStore {
    /** A page of what fits; {@code total} counts all of that. */
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

    /** Adds all of them or, where that fails, none; one whose id is there already is left as it is. Returns how many were new. */
    int append(List<Cdr> records);

    Found list(CdrFilter filter, CdrOrder order, int limit, int offset);

    Optional<Cdr> find(String id);

    /** The next that fit, the oldest first; costs the same wherever the place is. Empty at the end. */
    List<Cdr> after(Optional<Place> place, CdrFilter filter, int limit);

    /** Takes out what began before, {@code most} of them at the most so that nobody waits behind it, and says how many. */
    int forget(Instant before, int most);
}
