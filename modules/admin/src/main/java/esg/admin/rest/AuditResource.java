package esg.admin.rest;

import esg.domain.access.Audit;
import esg.domain.access.AuditEntry;
import esg.domain.access.AuditQuery;
import java.util.LinkedHashMap;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** {@code /rest/v1/master/audit}: who did what, the newest first. Blocks. */
record AuditResource(Audit audit, AdminSettings.Limits limits) {
    static final String PATH = "/rest/v1/master/audit";

    HttpResponse answer(Query query) {
        Api.requireRead(query);
        var page = audit.list(new AuditQuery(
                query.parameter("d"),
                query.parameter("q"),
                query.instant("from"),
                query.instant("to"),
                query.number("limit", limits.list(), limits.listMax()),
                query.number("offset", 0, Integer.MAX_VALUE)));
        var document = new LinkedHashMap<String, Object>();
        document.put("items", page.items().stream().map(AuditEntry::write).toList());
        document.put("total", page.total());
        return Api.shown(document);
    }
}
