package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.AuditTrail;
import esg.admin.monitor.CallOrder;
import esg.admin.monitor.CallQuery;
import esg.admin.monitor.CallSearch;
import esg.admin.monitor.CallSearch.State;
import esg.admin.monitor.FoundCalls;
import esg.admin.monitor.FoundCalls.There;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.MonitorDocuments;
import esg.admin.monitor.RelatedCalls;
import esg.admin.nodes.Nodes;
import esg.domain.access.Deed;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** {@code /api/monitor/v1/calls}: live and recent calls of all nodes, one of them or of the records, and {@code …/hangup}. */
final class CallsResource {
    private static final String CALLS = "/api/monitor/v1/calls";
    private static final String HANG_UP = "/hangup";

    private final Monitor monitor;
    private final RelatedCalls related;
    private final Nodes nodes;
    private final AuditTrail trail;

    CallsResource(Monitor monitor, RelatedCalls related, Nodes nodes, AuditTrail trail) {
        this.monitor = monitor;
        this.related = related;
        this.nodes = nodes;
        this.trail = trail;
    }

    static boolean answers(String path) {
        if (path.equals(CALLS)) return true;
        if (!path.startsWith(CALLS + "/")) return false;
        var rest = path.substring(CALLS.length() + 1);
        return rest.endsWith(HANG_UP) && rest.length() > HANG_UP.length() || rest.indexOf('/') < 0;
    }

    CompletionStage<HttpResponse> answer(Query query) {
        var path = query.path();
        if (path.equals(CALLS)) return list(query);
        if (path.endsWith(HANG_UP)) {
            return hangUp(query, Api.decoded(path.substring(CALLS.length() + 1, path.length() - HANG_UP.length())));
        }
        Api.requireRead(query);
        var id = Api.decoded(path.substring(CALLS.length() + 1));
        return related.of(id, query.narrowed())
                .thenApply(known -> Api.shown(MonitorDocuments.oneCall(new FoundCalls(known, known.size()), id)
                        .orElseThrow(Api::unknownCall)));
    }

    private CompletionStage<HttpResponse> list(Query query) {
        Api.requireRead(query);
        var search = new CallSearch(
                query.narrowed().or(() -> query.parameter("d")),
                query.parameter("code"),
                query.parameter("q"),
                query.parameter("state").map(CallsResource::state),
                Set.of());
        var order = query.parameter("sort").map(CallsResource::order).orElse(CallOrder.NEWEST);
        int offset = query.number("offset", 0, Integer.MAX_VALUE);
        int limit = query.number("limit", Integer.MAX_VALUE, Integer.MAX_VALUE);
        int most = (int) Math.min((long) offset + limit, Integer.MAX_VALUE);
        return monitor.calls(new CallQuery(search, order, most))
                .thenApply(found -> Api.shown(MonitorDocuments.calls(found, offset)));
    }

    private CompletionStage<FoundCalls> withId(Query query, String id) {
        return monitor.calls(CallQuery.of(CallSearch.ofIds(query.narrowed(), Set.of(id))));
    }

    private static CallOrder order(String text) {
        return CallOrder.of(text)
                .orElseThrow(() -> Problem.onField(
                                400,
                                "sort",
                                "sort must be one of " + String.join(", ", CallOrder.fields())
                                        + ", or one of them with - before it, is " + text)
                        .refused());
    }

    private static State state(String text) {
        return switch (text) {
            case "live", "ended", "failed" -> State.valueOf(text.toUpperCase(Locale.ROOT));
            default ->
                throw Problem.onField(400, "state", "state must be live, ended or failed, is " + text)
                        .refused();
        };
    }

    private CompletionStage<HttpResponse> hangUp(Query query, String id) {
        if (!query.method().equals("POST"))
            throw Problem.notAllowed(query.method(), "POST").refused();
        return withId(query, id).thenCompose(found -> {
            There there = found.find(id).orElseThrow(Api::unknownCall);
            if (there.call().ended() != null) throw over();
            var what = new Acting.What(Deed.HANGUP, "call", there.call().d(), id);
            return nodes.hangUp(there.node(), id)
                    .thenCompose(lived -> {
                        if (!lived) throw over();
                        return trail.record(query.acting(), what);
                    })
                    .thenApply(_ -> HttpResponse.create().withStatus(StatusCodes.ACCEPTED));
        });
    }

    private static Problem.Refused over() {
        return Problem.of(409, "The call has ended").refused();
    }
}
