package esg.domain.access;

import java.time.Instant;
import java.util.List;

/** The record of who did what. It only grows, but for what is too old. Blocks; fails as a {@link esg.domain.config.Repository} does. */
public interface Audit {
    /** A page of what fits; {@code total} counts all of that. */
    record Found(List<AuditEntry> items, int total) {
        public Found {
            items = List.copyOf(items);
        }
    }

    /** Adds one. Within {@link esg.domain.config.Transactions#inOne} it stands or falls with what else is written there. */
    void append(AuditEntry entry);

    Found list(AuditQuery query);

    /** Takes out what is older, and says how much that was. */
    int forget(Instant before);
}
