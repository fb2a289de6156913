package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.Principal;
import esg.admin.nodes.Nodes;
import esg.domain.config.RepositoryFailure.Duplicate;
import esg.domain.config.RepositoryFailure.NotFound;
import esg.domain.config.RepositoryFailure.StillReferenced;
import esg.domain.cdr.CdrStore.TooMuch;
import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.domain.config.RepositoryFailure.VersionConflict;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.japi.Pair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the wire to the API and back: who asks, body, and every failure turned into its problem. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private static final HttpHeader NO_STORE = RawHeader.create("Cache-Control", "no-store");
    private static final HttpHeader NO_SNIFF = RawHeader.create("X-Content-Type-Options", "nosniff");

    private final ActorSystem<?> system;
    private final AdminSettings.Limits limits;
    private final Gate gate;
    private final SessionResource session;
    private final Api api;
    private final Console console = new Console();

    Requests(ActorSystem<?> system, AdminSettings.Limits limits, Gate gate, SessionResource session, Api api) {
        this.system = system;
        this.limits = limits;
        this.gate = gate;
        this.session = session;
        this.api = api;
    }

    CompletionStage<HttpResponse> handle(HttpRequest request) {
        String path = request.getUri().path();
        Optional<HttpResponse> page =
                console.find(request).or(() -> Pages.find(request.method().value(), path));
        if (page.isPresent()) {
            request.discardEntityBytes(system);
            return CompletableFuture.completedFuture(page.get());
        }
        try {
            return admitted(request, path)
                    .exceptionally(failure -> problem(request, failure).response())
                    .thenApply(Requests::kept);
        } catch (Problem.Refused refused) {
            request.discardEntityBytes(system);
            return CompletableFuture.completedFuture(kept(refused.problem.response()));
        }
    }

    /** By nobody: a session's answers carry no Authorization that would keep caches from them. */
    private static HttpResponse kept(HttpResponse answer) {
        var told = answer.getHeader("Cache-Control").isPresent() ? answer : answer.addHeader(NO_STORE);
        return told.addHeader(NO_SNIFF);
    }

    /** Throws {@link Problem.Refused} before the body is read where they may not come in. */
    private CompletionStage<HttpResponse> admitted(HttpRequest request, String path) {
        var caller = Caller.of(request);
        var parameters = parameters(request);
        if (path.equals(SessionResource.PATH)) {
            var anybody = gate.acting(Principal.ANYBODY, caller);
            return body(request, path)
                    .thenCompose(bytes -> session.answer(caller, query(request, bytes, parameters, anybody)));
        }
        var wanted = new Gate.Wanted(request.method().value(), path, parameters.getOrDefault("d", ""));
        var acting = gate.admit(caller, wanted);
        if (acting.by().isNarrowed()) parameters.put("d", acting.by().d());
        return body(request, path).thenCompose(bytes -> api.answer(query(request, bytes, parameters, acting)));
    }

    private CompletionStage<byte[]> body(HttpRequest request, String path) {
        return request.entity()
                .withSizeLimit(largest(path))
                .toStrict(limits.bodyMillis(), system)
                .thenApply(body -> body.getData().toArray());
    }

    private int largest(String path) {
        return TransferResource.isImport(path) ? limits.importBytes() : limits.bodyBytes();
    }

    private static Map<String, String> parameters(HttpRequest request) {
        var parameters = new LinkedHashMap<String, String>();
        for (Pair<String, String> pair : request.getUri().query().toList()) {
            parameters.put(pair.first(), pair.second());
        }
        return parameters;
    }

    private static Query query(HttpRequest request, byte[] bytes, Map<String, String> parameters, Acting acting) {
        var conditions = new LinkedHashMap<String, String>();
        for (String name : new String[] {"If-Match", "If-None-Match"}) {
            header(request, name).ifPresent(value -> conditions.put(name, value));
        }
        var type = request.entity().getContentType().mediaType().toString().toLowerCase(Locale.ROOT);
        return new Query(
                request.method().value(),
                request.getUri().path(),
                Optional.empty(),
                parameters,
                Map.copyOf(conditions),
                new Query.Body(type.startsWith("none/") ? "" : type.split(";", 2)[0].strip(), bytes),
                acting);
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(header -> header.value());
    }

    private Problem problem(HttpRequest request, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return switch (cause) {
            case Problem.Refused refused -> refused.problem;
            case Duplicate duplicate -> Problem.onField(409, duplicate.field(), text(duplicate));
            case StillReferenced referenced -> Problem.of(409, text(referenced));
            case VersionConflict conflict -> Problem.of(412, text(conflict));
            case NotFound absent -> Problem.of(404, text(absent));
            case Nodes.NoAnswer silent -> Problem.of(503, text(silent)).with("Retry-After", "2");
            case StoreUnavailable unavailable -> {
                LOG.warn("store unavailable path={} cause={}", request.getUri().path(), unavailable.toString());
                yield Problem.of(503, "The configuration store cannot be reached; try again")
                        .with("Retry-After", "2");
            }
            case TooMuch much -> Problem.of(503, "The records: " + text(much)).with("Retry-After", "10");
            case EntityStreamSizeException _ ->
                Problem.of(
                        413,
                        "The body is larger than " + largest(request.getUri().path()) + " bytes");
            case TimeoutException _ -> Problem.of(408, "The body did not arrive in time");
            default -> {
                LOG.error(
                        "request failed method={} path={}",
                        request.method().value(),
                        request.getUri().path(),
                        cause);
                yield Problem.of(500, "The request met an error of the gateway; its log says more");
            }
        };
    }

    private static String text(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }
}
