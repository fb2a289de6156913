package esg.admin.rest;

import esg.admin.why.ConflictDocuments;
import esg.admin.why.MatchDocument;
import esg.admin.why.Packet;
import esg.admin.why.RefusedDocuments;
import esg.admin.why.Sender;
import esg.admin.why.Why;
import esg.domain.form.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Why calls do not come in: {@code /api/test/v1/match}, {@code /api/test/v1/conflicts} and {@code /api/monitor/v1/refused}. */
final class WhyResource {
    private static final String MATCH = "/api/test/v1/match";
    private static final String CONFLICTS = "/api/test/v1/conflicts";
    private static final String REFUSED = "/api/monitor/v1/refused";
    private static final String ANALYSIS = REFUSED + "/analysis";
    private static final Set<String> JSON = Set.of("application/json");
    private static final int LIMIT = 100;
    private static final int LIMIT_MAX = 1_000_000;

    private final Why why;
    private final Executor blocking;

    /** @param blocking for what takes its time */
    WhyResource(Why why, Executor blocking) {
        this.why = why;
        this.blocking = blocking;
    }

    static boolean answers(String path) {
        return path.equals(MATCH)
                || path.equals(CONFLICTS)
                || path.equals(REFUSED)
                || path.startsWith(REFUSED + "/") && path.indexOf('/', REFUSED.length() + 1) < 0;
    }

    CompletionStage<HttpResponse> answer(Query query) {
        if (query.path().equals(MATCH)) return match(query);
        if (!query.method().equals("GET") && !query.method().equals("HEAD")) {
            throw Problem.notAllowed(query.method(), "GET, HEAD").refused();
        }
        return switch (query.path()) {
            case CONFLICTS ->
                why.standing()
                        .thenApply(now -> query.narrowed().map(now::narrowedTo).orElse(now))
                        .thenApplyAsync(now -> json(ConflictDocuments.of(now, query.parameter("d"))), blocking);
            case ANALYSIS ->
                why.refused()
                        .thenCombineAsync(
                                why.standing(), (all, now) -> json(RefusedDocuments.analysis(all, now)), blocking);
            case REFUSED -> {
                int limit = query.number("limit", LIMIT, LIMIT_MAX);
                yield why.refused()
                        .thenApplyAsync(all -> json(RefusedDocuments.list(all, query.parameter("q"), limit)), blocking);
            }
            default -> one(Api.decoded(query.path().substring(REFUSED.length() + 1)));
        };
    }

    private CompletionStage<HttpResponse> one(String id) {
        return why.refused(id)
                .thenApply(found -> json(found.orElseThrow(() ->
                        Problem.of(404, "No node keeps a refused INVITE " + id).refused())));
    }

    private CompletionStage<HttpResponse> match(Query query) {
        if (!query.method().equals("POST")) {
            throw Problem.notAllowed(query.method(), "POST").refused();
        }
        return explained(Resource.body(query, JSON), query.narrowed())
                .thenApply(WhyResource::json)
                .exceptionally(failure -> {
                    throw unreadable(failure);
                });
    }

    /**
     * Of {@code {packet, source}} or {@code {refused}}.
     *
     * @param d the only domain whoever asks may see
     */
    private CompletionStage<Map<String, Object>> explained(Map<String, @Nullable Object> document, Optional<String> d) {
        var kept = document.get("refused");
        var packet = packet(document, kept != null);
        if (packet.isPresent()) {
            return why.explain(packet.get())
                    .thenApply(found -> d.map(found::narrowedTo).orElse(found))
                    .thenApplyAsync(MatchDocument::of, blocking);
        }
        if (d.isPresent()) { // whose they are nobody knows
            throw Problem.onField(403, "refused", "refused INVITEs are for those who see all domains")
                    .refused();
        }
        var id = String.valueOf(kept);
        return why.explain(id)
                .thenApply(found ->
                        found.orElseThrow(() -> Problem.onField(422, "refused", "no node keeps a refused INVITE " + id)
                                .refused()));
    }

    private static RuntimeException unreadable(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Why.Unreadable unreadable) {
                return Problem.onField(422, "packet", String.valueOf(unreadable.getMessage()))
                        .refused();
            }
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    /** Empty when one that is kept is asked for. A packet holds line breaks, so it is read as it is. */
    private static Optional<Packet> packet(Map<String, @Nullable Object> document, boolean kept) {
        var errors = new ArrayList<FieldError>();
        for (var name : document.keySet()) {
            if (!Set.of("packet", "source", "refused").contains(name))
                errors.add(new FieldError(name, "unknown field"));
        }
        if (kept && document.get("packet") != null) {
            errors.add(new FieldError("packet", "may not stand beside refused"));
        }
        Optional<Packet> packet = kept ? Optional.empty() : given(document, errors);
        if (!errors.isEmpty()) throw Problem.invalid(errors).refused();
        return packet;
    }

    private static Optional<Packet> given(Map<String, @Nullable Object> document, List<FieldError> errors) {
        var text = text(document, "packet", errors);
        var from = text(document, "source", errors);
        if (text.isEmpty() || from.isEmpty()) return Optional.empty();
        var sender = Sender.of(from);
        if (sender.isEmpty()) {
            errors.add(new FieldError(
                    "source", "must be IP:PORT, with /udp, /tcp or /tls behind it if you like, is " + from));
        }
        return sender.map(
                one -> new Packet(wire(text).getBytes(StandardCharsets.UTF_8), one.address(), one.transport(), false));
    }

    /** What went through an editor has its line breaks, and perhaps lost the empty line at the end. */
    private static String wire(String text) {
        var lines = text.contains("\r\n") ? text : text.replace("\n", "\r\n");
        return lines.contains("\r\n\r\n") ? lines : lines.stripTrailing() + "\r\n\r\n";
    }

    private static String text(Map<String, @Nullable Object> document, String field, List<FieldError> errors) {
        var value = document.get(field);
        if (value instanceof String text && !text.isBlank()) return text;
        errors.add(new FieldError(field, value == null ? "is required, or refused" : "must be text that is not empty"));
        return "";
    }

    private static HttpResponse json(Map<String, Object> document) {
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document));
    }
}
