package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.AuditTrail;
import esg.admin.monitor.CallSearch;
import esg.admin.monitor.CallSearch.State;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.MonitorDocuments;
import esg.admin.monitor.MonitorDocuments.There;
import esg.admin.monitor.NodeState;
import esg.admin.nodes.Nodes;
import esg.domain.access.Deed;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** {@code /api/monitor/v1/calls}: live and recent calls of all nodes, one of them, and {@code …/hangup}. */
final class CallsResource {
    private static final String CALLS = "/api/monitor/v1/calls";
    private static final String HANG_UP = "/hangup";

    private final Monitor monitor;
    private final Nodes nodes;
    private final AuditTrail trail;

    CallsResource(Monitor monitor, Nodes nodes, AuditTrail trail) {
        this.monitor = monitor;
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
        return seen(query)
                .thenApply(all -> Api.shown(MonitorDocuments.oneCall(all, id).orElseThrow(Api::unknownCall)));
    }

    private CompletionStage<HttpResponse> list(Query query) {
        Api.requireRead(query);
        var search = new CallSearch(
                query.parameter("d"),
                query.parameter("code"),
                query.parameter("q"),
                query.parameter("state").map(CallsResource::state));
        int offset = query.number("offset", 0, Integer.MAX_VALUE);
        int limit = query.number("limit", Integer.MAX_VALUE, Integer.MAX_VALUE);
        return seen(query).thenApply(all -> Api.shown(MonitorDocuments.calls(all, search, offset, limit)));
    }

    private CompletionStage<List<NodeState>> seen(Query query) {
        return monitor.nodes(Monitor.Wanted.CALLS).thenApply(all -> Api.seen(query, all));
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
        return seen(query).thenCompose(all -> {
            There there = MonitorDocuments.find(all, id).orElseThrow(Api::unknownCall);
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
