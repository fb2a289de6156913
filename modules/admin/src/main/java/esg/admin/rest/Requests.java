package esg.admin.rest;

import esg.admin.nodes.Nodes;
import esg.domain.config.RepositoryFailure.Duplicate;
import esg.domain.config.RepositoryFailure.NotFound;
import esg.domain.config.RepositoryFailure.StillReferenced;
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
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.japi.Pair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the wire to the API and back: token, body, and every failure turned into its problem. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final ActorSystem<?> system;
    private final AdminSettings settings;
    private final Api api;
    private final Console console = new Console();

    Requests(ActorSystem<?> system, AdminSettings settings, Api api) {
        this.system = system;
        this.settings = settings;
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
        Optional<Problem> refusal = refusal(request, path);
        if (refusal.isPresent()) {
            request.discardEntityBytes(system);
            return CompletableFuture.completedFuture(refusal.get().response());
        }
        return request.entity()
                .withSizeLimit(largest(path))
                .toStrict(settings.limits().bodyMillis(), system)
                .thenCompose(
                        body -> api.answer(query(request, path, body.getData().toArray())))
                .exceptionally(failure -> problem(request, failure).response());
    }

    private Optional<Problem> refusal(HttpRequest request, String path) {
        boolean metrics = path.equals(Api.METRICS);
        if (metrics && settings.openMetrics()) return Optional.empty();
        if (!metrics && !path.startsWith("/rest/") && !path.startsWith("/api/")) {
            return Optional.of(Problem.of(404, "There is nothing at " + path));
        }
        var authorization = header(request, "Authorization");
        if (AdminToken.opens(settings.token(), authorization)) {
            return Optional.empty();
        }
        String detail = authorization.isPresent()
                ? "The bearer token is wrong"
                : "A bearer token is needed: Authorization: Bearer TOKEN";
        String error = authorization.isPresent() ? ", error=\"invalid_token\"" : ""; // RFC 6750 §3.1
        return Optional.of(Problem.of(401, detail).with("WWW-Authenticate", "Bearer realm=\"esg\"" + error));
    }

    private int largest(String path) {
        return TransferResource.isImport(path)
                ? settings.limits().importBytes()
                : settings.limits().bodyBytes();
    }

    private static Query query(HttpRequest request, String path, byte[] bytes) {
        var parameters = new LinkedHashMap<String, String>();
        for (Pair<String, String> pair : request.getUri().query().toList()) {
            parameters.put(pair.first(), pair.second());
        }
        var conditions = new LinkedHashMap<String, String>();
        for (String name : new String[] {"If-Match", "If-None-Match"}) {
            header(request, name).ifPresent(value -> conditions.put(name, value));
        }
        var type = request.entity().getContentType().mediaType().toString().toLowerCase(Locale.ROOT);
        return new Query(
                request.method().value(),
                path,
                Optional.empty(),
                parameters,
                Map.copyOf(conditions),
                new Query.Body(type.startsWith("none/") ? "" : type.split(";", 2)[0].strip(), bytes));
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
