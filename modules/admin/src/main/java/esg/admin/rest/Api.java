package esg.admin.rest;

import esg.admin.monitor.BindingDocuments;
import esg.admin.monitor.CallPackets;
import esg.admin.monitor.DiagramDocument;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.MonitorDocuments;
import esg.admin.monitor.NodeState;
import esg.admin.rest.Resource.Checks;
import esg.domain.subscriber.Binding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Which path answers what, once the token is right and the body is there. */
final class Api {
    private static final String CALLS = "/api/monitor/v1/calls";
    private static final String DIAGRAM = "/diagram";

    private final Map<String, Resource<?>> resources;
    private final SubstitutionResource substitution;
    private final TransferResource transfer;
    private final Monitor monitor;
    private final NodesResource nodes;
    private final Supplier<List<Binding>> bindings;
    private final BansResource bans;
    private final WhyResource why;
    private final CallPackets packets;
    private final Executor blocking;

    Api(Repositories repositories, Running running, AdminSettings.Limits limits, Executor blocking) {
        this.monitor = running.monitor();
        this.nodes = new NodesResource(running.nodes(), InstantSource.system());
        this.why = new WhyResource(running.why(), blocking);
        this.packets = running.packets();
        this.blocking = blocking;
        this.bans = new BansResource(repositories.pins(), running.bans(), InstantSource.system(), limits, blocking);
        var domains = repositories.domains();
        substitution = new SubstitutionResource(repositories.accounts(), repositories.normalization());
        transfer = new TransferResource(repositories);
        Predicate<String> exists = d -> domains.find(d).isPresent();
        var lockouts = new Lockouts(repositories.border(), running.own());
        bindings = running.bindings();
        resources = Map.of(
                "/rest/v1/master/domains",
                new Resource<>(Form.DOMAIN, domains, Checks.ofDomain(_ -> true), limits),
                "/rest/v1/uc/providers",
                new Resource<>(Form.ACCOUNT, repositories.accounts(), Checks.ofDomain(exists), limits),
                "/rest/v1/uc/routes",
                new Resource<>(Form.ROUTE, repositories.routes(), Checks.ofDomain(exists), limits),
                "/rest/v1/uc/normalizationrules",
                new Resource<>(Form.NORMALIZATION, repositories.normalization(), Checks.ofDomain(exists), limits),
                "/rest/v1/uc/subscribers",
                new Resource<>(Form.SUBSCRIBER, repositories.subscribers(), Checks.ofDomain(exists), limits),
                "/rest/v1/master/borderrules",
                new Resource<>(Form.BORDER, repositories.border(), new Checks<>(_ -> true, lockouts::of), limits));
    }

    CompletionStage<HttpResponse> answer(Query query) {
        String path = query.path();
        if (path.equals(NodesResource.PATH) || path.startsWith(NodesResource.PATH + "/")) {
            var rest = path.substring(NodesResource.PATH.length());
            return nodes.answer(
                    query,
                    Arrays.stream(rest.split("/")).skip(1).map(Api::decoded).toList());
        }
        if (path.equals(BansResource.PATH)) return bans.answer(query);
        if (path.startsWith(BansResource.PATH + "/")) {
            return bans.answer(query, decoded(path.substring(BansResource.PATH.length() + 1)));
        }
        if (path.equals(SubstitutionResource.PATH)) {
            return CompletableFuture.supplyAsync(() -> substitution.answer(query), blocking);
        }
        var d = TransferResource.domain(path);
        if (d != null) {
            return CompletableFuture.supplyAsync(() -> transfer.answer(query, decoded(d)), blocking);
        }
        if (WhyResource.answers(path)) return why.answer(query);
        Resource<?> collection = resources.get(path);
        if (collection != null) {
            return CompletableFuture.supplyAsync(() -> collection.answer(query), blocking);
        }
        int slash = path.lastIndexOf('/');
        Resource<?> resource = resources.get(path.substring(0, slash));
        if (resource != null && slash + 1 < path.length()) {
            var one = query.withId(decoded(path.substring(slash + 1)));
            return CompletableFuture.supplyAsync(() -> resource.answer(one), blocking);
        }
        return monitored(query, path);
    }

    private CompletionStage<HttpResponse> monitored(Query query, String path) {
        if (path.equals("/api/monitor/v1/esg/active")) {
            boolean regs = query.parameter("regs").filter("true"::equals).isPresent();
            var wanted = regs ? Monitor.Wanted.REGISTRATIONS : Monitor.Wanted.INSTANCES;
            return asked(query, wanted, found -> Optional.of(MonitorDocuments.active(found, regs)));
        }
        if (path.equals("/api/monitor/v1/border")) {
            return asked(query, Monitor.Wanted.BORDER, found -> Optional.of(MonitorDocuments.border(found)));
        }
        if (path.equals("/api/monitor/v1/bindings")) {
            requireRead(query);
            var found = BindingDocuments.list(
                    bindings.get(), query.parameter("d").orElse(null), System.currentTimeMillis());
            return CompletableFuture.completedFuture(shown(found));
        }
        if (path.equals(CALLS)) {
            var d = query.parameter("d").orElse(null);
            var code = query.parameter("code").orElse(null);
            return asked(query, Monitor.Wanted.CALLS, found -> Optional.of(MonitorDocuments.calls(found, d, code)));
        }
        if (path.startsWith(CALLS + "/") && path.indexOf(DIAGRAM, CALLS.length() + 1) > 0 && path.endsWith(DIAGRAM)) {
            return diagram(query, decoded(path.substring(CALLS.length() + 1, path.length() - DIAGRAM.length())));
        }
        if (path.startsWith(CALLS + "/") && path.indexOf('/', CALLS.length() + 1) < 0) {
            String id = decoded(path.substring(CALLS.length() + 1));
            return asked(query, Monitor.Wanted.CALLS, found -> MonitorDocuments.oneCall(found, id));
        }
        throw Problem.of(404, "There is nothing at " + path).refused();
    }

    private CompletionStage<HttpResponse> asked(
            Query query, Monitor.Wanted wanted, Function<List<NodeState>, Optional<Map<String, Object>>> document) {
        requireRead(query);
        return monitor.nodes(wanted)
                .thenApply(answers -> document.apply(answers).map(Api::shown).orElseThrow(Api::unknownCall));
    }

    private CompletionStage<HttpResponse> diagram(Query query, String id) {
        requireRead(query);
        return monitor.nodes(Monitor.Wanted.CALLS)
                .thenApplyAsync(
                        nodes -> {
                            var call = DiagramDocument.of(nodes, id);
                            if (call.isEmpty()) throw unknownCall();
                            return call.get()
                                    .read(packets, Instant.now())
                                    .map(Api::shown)
                                    .orElseThrow(() -> Problem.of(
                                                    409,
                                                    "This node writes no packets down: esg.roles.esg.log_trn is off")
                                            .refused());
                        },
                        blocking);
    }

    private static Problem.Refused unknownCall() {
        return Problem.of(404, "No node knows such a call").refused();
    }

    private static void requireRead(Query query) {
        if (!query.method().equals("GET") && !query.method().equals("HEAD")) {
            throw Problem.notAllowed(query.method(), "GET, HEAD").refused();
        }
    }

    private static HttpResponse shown(Map<String, Object> document) {
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document));
    }

    static String decoded(String segment) {
        // "+" is itself in a path (RFC 3986 §3.3); only forms use it for a space
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
