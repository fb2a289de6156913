package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.AuditTrail;
import esg.admin.monitor.BindingDocuments;
import esg.admin.monitor.RelatedCalls;
import esg.admin.monitor.Monitor;
import esg.admin.monitor.RelatedCalls;
import esg.admin.monitor.MonitorDocuments;
import esg.admin.monitor.NodeState;
import esg.admin.rest.Resource.Checks;
import esg.domain.access.Token;
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
    private final TokensResource tokens;
    private final AuditResource audit;
    private final RecordsResource records;
    private final Executor blocking;

    Api(Repositories all, Running running, AdminSettings.Limits limits, Gate gate, Executor blocking) {
        var repositories = all.guarded();
        var trail = new AuditTrail(all.access().audit(), blocking);
        this.monitor = running.monitor();
        this.nodes = new NodesResource(running.nodes(), InstantSource.system(), trail);
        this.why = new WhyResource(running.why(), blocking);
        this.metrics = running.metrics();
        this.events = new EventsResource(running.events(), gate::isStillIn);
        var related = new RelatedCalls(monitor, all.records(), blocking);
        this.calls = new CallsResource(monitor, related, running.nodes(), trail);
        this.providers = new ProvidersResource(running.providers(), monitor, InstantSource.system(), trail);
        this.diagram = new DiagramResource(running.node(), related, running.packets(), InstantSource.system());
        this.blocking = blocking;
        this.bans = new BansResource(all.pins(), running.bans(), InstantSource.system(), limits, blocking, trail);
        substitution = new SubstitutionResource(repositories.accounts(), repositories.normalization());
        transfer = new TransferResource(repositories, all);
        audit = new AuditResource(all.access().audit(), limits);
        records = new RecordsResource(all.records(), limits, InstantSource.system(), blocking);
        bindings = running.bindings();
        var lockouts = new Lockouts(repositories.border(), running.own());
        tokens = tokens(repositories, limits);
        resources = documents(repositories, lockouts, limits);
    }

    /** Whether a domain is there, for whoever acts: whose it is not does not learn that. */
    private static Predicate<String> existing(Repositories repositories) {
        return d -> {
            Guarded.requireOwn(Acting.current().by(), d);
            return repositories.domains().find(d).isPresent();
        };
    }

    private static TokensResource tokens(Repositories repositories, AdminSettings.Limits limits) {
        var checks = new Checks<Token>(existing(repositories), _ -> List.of(), Token::keeping);
        var documents = new Resource<>(Form.TOKEN, repositories.access().tokens(), checks, limits);
        return new TokensResource(documents, InstantSource.system());
    }

    private static Map<String, Resource<?>> documents(
            Repositories repositories, Lockouts lockouts, AdminSettings.Limits limits) {
        var exists = existing(repositories);
        return Map.of(
                "/rest/v1/master/domains",
                new Resource<>(Form.DOMAIN, repositories.domains(), Checks.ofDomain(_ -> true), limits),
                "/rest/v1/uc/providers",
                new Resource<>(Form.ACCOUNT, repositories.accounts(), Checks.ofDomain(exists), limits),
                "/rest/v1/uc/routes",
                new Resource<>(Form.ROUTE, repositories.routes(), Checks.ofDomain(exists), limits),
                "/rest/v1/uc/normalizationrules",
                new Resource<>(Form.NORMALIZATION, repositories.normalization(), Checks.ofDomain(exists), limits),
                "/rest/v1/uc/subscribers",
                new Resource<>(Form.SUBSCRIBER, repositories.subscribers(), Checks.ofDomain(exists), limits),
                "/rest/v1/master/borderrules",
                new Resource<>(
                        Form.BORDER,
                        repositories.border(),
                        new Checks<>(_ -> true, lockouts::of, (sent, _) -> sent),
                        limits));
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
        if (path.equals(SubstitutionResource.PATH)) return blocking(query, () -> substitution.answer(query));
        var d = TransferResource.domain(path);
        if (d != null) {
            return blocking(query, () -> transfer.answer(query, decoded(d)));
        }
        if (path.equals(AuditResource.PATH)) return blocking(query, () -> audit.answer(query));
        if (path.equals(TokensResource.PATH)) return blocking(query, () -> tokens.answer(query));
        if (path.startsWith(TokensResource.PATH + "/")) {
            var one = query.withId(decoded(path.substring(TokensResource.PATH.length() + 1)));
            return blocking(query, () -> tokens.answer(one));
        }
        if (RecordsResource.answers(path)) return records.answer(query);
        if (WhyResource.answers(path)) return why.answer(query);
        Resource<?> collection = resources.get(path);
        if (collection != null) {
            return blocking(query, () -> collection.answer(query));
        }
        int slash = path.lastIndexOf('/');
        Resource<?> resource = resources.get(path.substring(0, slash));
        if (resource != null && slash + 1 < path.length()) {
            var one = query.withId(decoded(path.substring(slash + 1)));
            return blocking(query, () -> resource.answer(one));
        }
        return monitored(query, path);
    }

    /** Where the database may be asked, in the name of whoever asks. */
    private CompletionStage<HttpResponse> blocking(Query query, Supplier<HttpResponse> work) {
        var acting = TransferResource.isImport(query.path()) ? query.acting().importing() : query.acting();
        return CompletableFuture.supplyAsync(() -> acting.run(work), blocking);
    }

    /** Of what nodes tell, what whoever asks may see. */
    static List<NodeState> seen(Query query, List<NodeState> nodes) {
        return query.narrowed()
                .map(d -> nodes.stream().map(node -> node.narrowedTo(d)).toList())
                .orElse(nodes);
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
        return monitor.nodes(wanted).thenApply(answers -> shown(document.apply(seen(query, answers))));
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
