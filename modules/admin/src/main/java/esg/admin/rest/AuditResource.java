package esg.admin.rest;

import esg.domain.access.Audit;
import esg.domain.access.AuditEntry;
import esg.domain.access.AuditQuery;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /rest/v1/master/audit}: who did what, the newest first. Blocks. */
record AuditResource(Audit audit, AdminSettings.Limits limits) {
    static final String PATH = "/rest/v1/master/audit";

    HttpResponse answer(Query query) {
        Api.requireRead(query);
        var page = audit.list(new AuditQuery(
                query.parameter("d"),
                query.parameter("q"),
                instant(query, "from"),
                instant(query, "to"),
                query.number("limit", limits.list(), limits.listMax()),
                query.number("offset", 0, Integer.MAX_VALUE)));
        var document = new LinkedHashMap<String, Object>();
        document.put("items", page.items().stream().map(AuditEntry::write).toList());
        document.put("total", page.total());
        return Api.shown(document);
    }

    private static Optional<Instant> instant(Query query, String name) {
        var text = query.parameter(name);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeException _) {
            throw Problem.onField(
                            400, name, name + " must be a time such as 2026-01-02T03:04:05Z, is " + text.orElse(""))
                    .refused();
        }
    }
}
