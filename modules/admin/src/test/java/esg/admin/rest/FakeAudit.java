package esg.admin.rest;

import esg.domain.access.Audit;
import esg.domain.access.AuditEntry;
import esg.domain.access.AuditQuery;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The record in memory. */
final class FakeAudit implements Audit {
    final List<AuditEntry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void append(AuditEntry entry) {
        entries.add(entry);
    }

    @Override
    public Found list(AuditQuery query) {
        var fitting = entries.reversed().stream()
                .filter(entry -> query.d().isEmpty() || query.d().get().equals(entry.d()))
                .toList();
        return new Found(
                fitting.stream().skip(query.offset()).limit(query.limit()).toList(), fitting.size());
    }

    @Override
    public int forget(Instant before) {
        return 0;
    }

    AuditEntry last() {
        return entries.getLast();
    }
}
