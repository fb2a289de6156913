package esg.admin.rest;

import esg.domain.config.ListQuery;
import esg.domain.config.Repository;
import esg.domain.config.RepositoryFailure.NotFound;
import esg.domain.config.RepositoryFailure.VersionConflict;
import esg.domain.config.Stored;
import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * The verbs of one kind of document (API-01, A-20). Blocks while the repository works; throws
 * {@link Problem.Refused} for what it refuses and lets the repository's own failures pass.
 */
final class Resource<T> {
    private static final Set<String> JSON = Set.of("application/json");
    static final Set<String> PATCHES = Set.of("application/merge-patch+json", "application/json");
    private static final int ATTEMPTS = 5;

    private final Form<T> form;
    private final Repository<T> repository;
    private final Checks<T> checks;
    private final AdminSettings.Limits limits;

    Resource(Form<T> form, Repository<T> repository, Checks<T> checks, AdminSettings.Limits limits) {
        this.form = form;
        this.repository = repository;
        this.checks = checks;
        this.limits = limits;
    }

    /**
     * What a document needs beside being well formed.
     *
     * @param domainExists asked for the tenant domain it names
     * @param objections what speaks against it as things stand; may block
     * @param kept what was sent, with what nobody can change of the one that stands
     */
    record Checks<T>(Predicate<String> domainExists, Function<T, List<FieldError>> objections, BinaryOperator<T> kept) {
        static <T> Checks<T> ofDomain(Predicate<String> domainExists) {
            return new Checks<>(domainExists, _ -> List.of(), (sent, _) -> sent);
        }
    }

    HttpResponse answer(Query query) {
        return query.id().isPresent()
                ? answerOne(query, query.id().get())
                : switch (query.method()) {
                    case "GET", "HEAD" -> list(query);
                    case "POST" -> create(query);
                    default ->
                        throw Problem.notAllowed(query.method(), "GET, HEAD, POST")
                                .refused();
                };
    }

    private HttpResponse answerOne(Query query, String id) {
        return switch (query.method()) {
            case "GET", "HEAD" -> read(query, id);
            case "PUT" -> {
                var sent = MergePatch.apply(Map.of(), body(query, JSON));
                yield change(query, id, _ -> new LinkedHashMap<>(sent));
            }
            case "PATCH" -> {
                var patch = form.canonical(body(query, PATCHES));
                yield change(query, id, current -> MergePatch.apply(form.shown(current), patch));
            }
            case "DELETE" -> delete(query, id);
            default ->
                throw Problem.notAllowed(query.method(), "GET, HEAD, PUT, PATCH, DELETE")
                        .refused();
        };
    }

    private HttpResponse list(Query query) {
        int limit = query.number("limit", limits.list(), limits.listMax());
        int offset = query.number("offset", 0, Integer.MAX_VALUE);
        var page = repository.list(new ListQuery(
                query.parameter("d").orElse(null), query.parameter("q").orElse(null), limit, offset));
        var document = new LinkedHashMap<String, Object>();
        document.put(
                "items",
                page.items().stream().map(stored -> form.shown(stored.value())).toList());
        document.put("total", page.total());
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document));
    }

    private HttpResponse read(Query query, String id) {
        var stored = existing(id);
        if (ETags.alreadyThere(query.condition("If-None-Match"), stored.version())) {
            return HttpResponse.create()
                    .withStatus(StatusCodes.NOT_MODIFIED)
                    .addHeader(RawHeader.create("ETag", ETags.of(stored.version())));
        }
        return shown(stored);
    }

    private HttpResponse create(Query query) {
        return create(query, UnaryOperator.identity(), Map.of());
    }

    /**
     * Makes a document of what a client sent.
     *
     * @param finished adds what the server knows
     * @param told only in this answer, beside the document
     */
    HttpResponse create(Query query, UnaryOperator<T> finished, Map<String, Object> told) {
        var sent = MergePatch.apply(Map.of(), body(query, JSON));
        if (form.keyIsMade()) {
            sent.putIfAbsent(form.key(), UUID.randomUUID().toString());
        }
        T value = finished.apply(checked(form.unmasked(sent, null)));
        var stored = stored(value, () -> repository.insert(value));
        String id = URLEncoder.encode(form.id(stored.value()), StandardCharsets.UTF_8);
        return shown(stored, told)
                .withStatus(StatusCodes.CREATED)
                .addHeader(RawHeader.create("Location", query.path() + "/" + id));
    }

    /** A write without If-Match tries again when somebody else wrote in between, so that no change is lost. */
    private HttpResponse change(Query query, String id, Function<T, Map<String, Object>> edit) {
        for (int attempt = 1; ; attempt++) {
            var current = existing(id);
            requireMatch(query, current);
            T sent = checked(keyed(id, form.unmasked(edit.apply(current.value()), current.value())));
            T value = checks.kept.apply(sent, current.value());
            try {
                return shown(stored(value, () -> repository.update(id, value, current.version())));
            } catch (VersionConflict e) {
                if (query.condition("If-Match").isPresent() || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private HttpResponse delete(Query query, String id) {
        if (query.condition("If-Match").isEmpty()) {
            repository.delete(id, null);
        } else {
            var current = existing(id);
            requireMatch(query, current);
            repository.delete(id, current.version());
        }
        return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
    }

    private Stored<T> existing(String id) {
        return repository
                .find(id)
                .orElseThrow(() ->
                        Problem.of(404, "There is no " + form.noun() + " " + id).refused());
    }

    private static void requireMatch(Query query, Stored<?> current) {
        if (!ETags.allowsWrite(query.condition("If-Match"), current.version())) {
            throw Problem.of(412, "The document has changed; its ETag is now " + ETags.of(current.version()))
                    .refused();
        }
    }

    private Map<String, Object> keyed(String id, Map<String, Object> document) {
        Object given = document.putIfAbsent(form.key(), id);
        if (given != null && !given.equals(id)) {
            throw Problem.onField(422, form.key(), form.key() + " names the " + form.noun() + " and cannot be changed")
                    .refused();
        }
        return document;
    }

    private T checked(Map<String, Object> document) {
        return switch (form.read(document)) {
            case Checked.Invalid<T>(var errors) -> throw Problem.invalid(errors).refused();
            case Checked.Valid<T>(var value) -> {
                var objections = checks.objections.apply(value);
                if (!objections.isEmpty()) throw Problem.invalid(objections).refused();
                yield value;
            }
        };
    }

    /** Both looks at the domain are needed: it may be gone between the first and the write. */
    private Stored<T> stored(T value, Supplier<Stored<T>> write) {
        Optional<String> tenant = form.tenant(value);
        if (tenant.isPresent() && !checks.domainExists.test(tenant.get())) {
            throw noDomain(tenant.get());
        }
        try {
            return write.get();
        } catch (NotFound e) {
            if (tenant.isPresent() && !checks.domainExists.test(tenant.get())) {
                throw noDomain(tenant.get());
            }
            throw e;
        }
    }

    private static Problem.Refused noDomain(String d) {
        return Problem.onField(422, "d", "there is no domain " + d).refused();
    }

    private HttpResponse shown(Stored<T> stored) {
        return shown(stored, Map.of());
    }

    private HttpResponse shown(Stored<T> stored, Map<String, Object> beside) {
        var document = new LinkedHashMap<>(form.shown(stored.value()));
        document.putAll(beside);
        return HttpResponse.create()
                .addHeader(RawHeader.create("ETag", ETags.of(stored.version())))
                .withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(document));
    }

    /** The object a client sent, in one of these media types. */
    static Map<String, Object> body(Query query, Set<String> accepted) {
        if (!accepted.contains(query.body().mediaType())) {
            String types = String.join(" or ", accepted.stream().sorted().toList());
            String given =
                    query.body().mediaType().isEmpty() ? "none" : query.body().mediaType();
            throw Problem.of(415, "Content-Type must be " + types + ", is " + given)
                    .with(query.method().equals("PATCH") ? "Accept-Patch" : "Accept", types.replace(" or ", ", "))
                    .refused();
        }
        return Json.object(query.body().bytes());
    }
}
