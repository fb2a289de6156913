package esg.domain.access;

import java.time.Instant;
import java.util.Optional;

/**
 * Which entries to list, the newest first.
 *
 * @param d only of this domain
 * @param q only those in which this text occurs, any case: who, action, kind, key or address
 * @param from the earliest, {@code to} one that is later than all
 */
public record AuditQuery(
        Optional<String> d, Optional<String> q, Optional<Instant> from, Optional<Instant> to, int limit, int offset) {}
