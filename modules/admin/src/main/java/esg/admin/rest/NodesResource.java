package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.AuditTrail;
import esg.admin.nodes.LogLevel;
import esg.admin.nodes.NodeDocuments;
import esg.admin.nodes.NodeInfo;
import esg.admin.nodes.Nodes;
import esg.domain.access.Deed;
import esg.domain.form.FieldError;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** {@code /rest/v1/master/nodes}: members are not made or deleted here, they join and leave (LOG-06, MON-06). */
final class NodesResource {
    static final String PATH = "/rest/v1/master/nodes";
    private static final String LOGLEVEL = "loglevel";
    private static final String DRAIN = "drain";

    private final Nodes nodes;
    private final InstantSource clock;
    private final AuditTrail trail;

    NodesResource(Nodes nodes, InstantSource clock, AuditTrail trail) {
        this.nodes = nodes;
        this.clock = clock;
        this.trail = trail;
    }

    /** @param segments of the path after {@link #PATH}, decoded */
    CompletionStage<HttpResponse> answer(Query query, List<String> segments) {
        return switch (segments.size()) {
            case 0 -> reading(query, this::list);
            case 1 -> one(query, segments.getFirst());
            case 2 -> act(query, segments.getFirst(), segments.getLast());
            default -> throw nothing(query);
        };
    }

    private CompletionStage<HttpResponse> list() {
        return nodes.list().thenApply(all -> json(NodeDocuments.list(all, clock.instant())));
    }

    private CompletionStage<HttpResponse> one(Query query, String node) {
        return switch (query.method()) {
            case "GET", "HEAD" -> shown(node);
            case "PATCH" -> patch(query, node);
            default ->
                throw Problem.notAllowed(query.method(), "GET, HEAD, PATCH").refused();
        };
    }

    private CompletionStage<HttpResponse> shown(String node) {
        return known(node).thenApply(info -> json(NodeDocuments.one(info, clock.instant())));
    }

    private CompletionStage<HttpResponse> patch(Query query, String node) {
        var level = level(Resource.body(query, Resource.PATCHES));
        return known(node)
                .thenCompose(info -> nodes.setLogLevel(info.node(), level)
                        .thenCompose(_ -> trail.record(
                                query.acting(),
                                new Acting.What(Deed.LOGLEVEL, "node", "", info.node()),
                                before(info),
                                Map.of(LOGLEVEL, level.name()))))
                .thenCompose(_ -> shown(node));
    }

    private static Map<String, Object> before(NodeInfo info) {
        return info.told()
                .map(told -> Map.<String, Object>of(LOGLEVEL, told.loglevel().name()))
                .orElse(Map.of());
    }

    private CompletionStage<HttpResponse> act(Query query, String node, String act) {
        if (!act.equals(DRAIN)) throw nothing(query);
        if (!query.method().equals("POST")) {
            throw Problem.notAllowed(query.method(), "POST").refused();
        }
        return known(node)
                .thenCompose(info -> trail.recorded(
                        query.acting(), new Acting.What(Deed.DRAIN, "node", "", info.node()), nodes.drain(info.node())))
                .thenApply(_ -> HttpResponse.create().withStatus(StatusCodes.ACCEPTED));
    }

    private CompletionStage<NodeInfo> known(String node) {
        return nodes.list()
                .thenCompose(all -> all.stream()
                        .filter(info -> info.node().equals(node))
                        .findFirst()
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() -> CompletableFuture.failedFuture(
                                Problem.of(404, "There is no node " + node).refused())));
    }

    private static LogLevel level(Map<String, ?> document) {
        var errors = new ArrayList<FieldError>();
        for (var name : document.keySet()) {
            if (!name.equals(LOGLEVEL)) errors.add(new FieldError(name, "cannot be changed; only loglevel can"));
        }
        var level = document.get(LOGLEVEL) instanceof String name ? LogLevel.of(name) : null;
        if (level == null || level.isEmpty()) {
            errors.add(new FieldError(LOGLEVEL, "must be TRACE, DEBUG, INFO, WARN or ERROR"));
        }
        if (level == null || level.isEmpty() || !errors.isEmpty()) {
            throw Problem.invalid(errors).refused();
        }
        return level.get();
    }

    private static CompletionStage<HttpResponse> reading(Query query, Supplier<CompletionStage<HttpResponse>> read) {
        if (!query.method().equals("GET") && !query.method().equals("HEAD")) {
            throw Problem.notAllowed(query.method(), "GET, HEAD").refused();
        }
        return read.get();
    }

    private static Problem.Refused nothing(Query query) {
        return Problem.of(404, "There is nothing at " + query.path()).refused();
    }

    private static HttpResponse json(Map<String, Object> document) {
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document));
    }
}
