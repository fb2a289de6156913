package esg.admin.rest;

import esg.admin.monitor.BindingDocuments;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.MonitorDocuments;
import esg.admin.monitor.NodeState;
import esg.admin.rest.Resource.Checks;
import esg.domain.subscriber.Binding;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Which path answers what, once the token is right and the body is there. */
final class Api {
    static final String METRICS = "/metrics";

    private static final ContentType PROMETHEUS = ContentTypes.parse("text/plain; version=0.0.4; charset=utf-8");

    private final Map<String, Resource<?>> resources;
    private final SubstitutionResource substitution;
    private final TransferResource transfer;
    private final Monitor monitor;
    private final NodesResource nodes;
    private final Supplier<List<Binding>> bindings;
    private final BansResource bans;
    private final WhyResource why;
    private final CallsResource calls;
    private final ProvidersResource providers;
    private final EventsResource events;
    private final DiagramResource diagram;
    private final Supplier<String> metrics;
    private final Executor blocking;

    Api(Repositories repositories, Running running, AdminSettings.Limits limits, Executor blocking) {
        this.monitor = running.monitor();
        this.nodes = new NodesResource(running.nodes(), InstantSource.system());
        this.why = new WhyResource(running.why(), blocking);
        this.metrics = running.metrics();
        this.events = new EventsResource(running.events());
        this.calls = new CallsResource(monitor, running.nodes());
        this.providers = new ProvidersResource(running.providers(), monitor, InstantSource.system());
        this.diagram = new DiagramResource(running.node(), monitor, running.packets(), InstantSource.system());
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
        if (path.equals(METRICS)) return metrics(query);
        if (path.equals(EventsResource.PATH)) return events.answer(query);
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

    /** Ten thousand accounts with their codes are megabytes of text. */
    private CompletionStage<HttpResponse> metrics(Query query) {
        requireRead(query);
        return CompletableFuture.supplyAsync(
                () -> HttpResponse.create().withEntity(PROMETHEUS, metrics.get().getBytes(StandardCharsets.UTF_8)),
                blocking);
    }

    private CompletionStage<HttpResponse> monitored(Query query, String path) {
        if (path.equals("/api/monitor/v1/esg/active")) {
            boolean regs = query.parameter("regs").filter("true"::equals).isPresent();
            var wanted = regs ? Monitor.Wanted.REGISTRATIONS : Monitor.Wanted.INSTANCES;
            return asked(query, wanted, found -> MonitorDocuments.active(found, regs));
        }
        if (path.equals("/api/monitor/v1/border")) {
            return asked(query, Monitor.Wanted.BORDER, MonitorDocuments::border);
        }
        if (path.equals("/api/monitor/v1/bindings")) {
            requireRead(query);
            var found = BindingDocuments.list(
                    bindings.get(), query.parameter("d").orElse(null), System.currentTimeMillis());
            return CompletableFuture.completedFuture(shown(found));
        }
        if (DiagramResource.answers(path)) return diagram.answer(query);
        if (CallsResource.answers(path)) return calls.answer(query);
        if (ProvidersResource.answers(path)) return providers.answer(query);
        throw Problem.of(404, "There is nothing at " + path).refused();
    }

    private CompletionStage<HttpResponse> asked(
            Query query, Monitor.Wanted wanted, Function<List<NodeState>, Map<String, Object>> document) {
        requireRead(query);
        return monitor.nodes(wanted).thenApply(answers -> shown(document.apply(answers)));
    }

    static Problem.Refused unknownCall() {
        return Problem.of(404, "No node knows such a call").refused();
    }

    static void requireRead(Query query) {
        if (!query.method().equals("GET") && !query.method().equals("HEAD")) {
            throw Problem.notAllowed(query.method(), "GET, HEAD").refused();
        }
    }

    static HttpResponse shown(Map<String, Object> document) {
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document));
    }

    static String decoded(String segment) {
        // "+" is itself in a path (RFC 3986 §3.3); only forms use it for a space
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
