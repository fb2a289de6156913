package esg.admin.rest;

import esg.domain.config.Domain;
import esg.domain.config.Repository;
import esg.domain.config.Transactions;
import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.jspecify.annotations.Nullable;

/**
 * A whole domain as one file: {@code GET …/domains/{d}/export[?format=yaml]} and {@code POST …/domains/{d}/import[?dryrun=true][&delete=true]}.
 * An import is done as a whole or not at all; what the file has no list for stays as it is. Blocks while the repositories work.
 */
final class TransferResource {
    private static final String DOMAINS = "/rest/v1/master/domains/";
    private static final String EXPORT = "/export";
    private static final String IMPORT = "/import";
    private static final Set<String> YAML = Set.of("application/yaml", "application/x-yaml", "text/yaml");
    /** Of the file's layout; another number is refused rather than half understood. */
    private static final int FORMAT = 1;

    private final Repository<Domain> domains;
    private final List<Section<?>> sections;
    private final Transactions transactions;

    /**
     * Reads and writes domains.
     *
     * @param repositories what whoever asks may see
     * @param all what there is
     */
    TransferResource(Repositories repositories, Repositories all) {
        domains = repositories.domains();
        transactions = repositories.transactions();
        sections = List.of(
                new Section<>("providers", "code", Form.ACCOUNT, repositories.accounts(), taken(all.accounts())),
                new Section<>(
                        "subscribers", "user", Form.SUBSCRIBER, repositories.subscribers(), taken(all.subscribers())),
                new Section<>(
                        "normalizationrules",
                        "",
                        Form.NORMALIZATION,
                        repositories.normalization(),
                        taken(all.normalization())),
                new Section<>("routes", "", Form.ROUTE, repositories.routes(), taken(all.routes())));
    }

    private static Predicate<String> taken(Repository<?> repository) {
        return id -> repository.find(id).isPresent();
    }

    static boolean isImport(String path) {
        return path.startsWith(DOMAINS) && path.endsWith(IMPORT);
    }

    /** The domain named in an escaped path that is for this resource; null for other paths. */
    static @Nullable String domain(String path) {
        if (!path.startsWith(DOMAINS)) return null;
        int end = path.indexOf('/', DOMAINS.length());
        if (end < 0) return null;
        var verb = path.substring(end);
        return verb.equals(EXPORT) || verb.equals(IMPORT) ? path.substring(DOMAINS.length(), end) : null;
    }

    HttpResponse answer(Query query, String d) {
        boolean imports = isImport(query.path());
        String method = imports ? "POST" : "GET";
        if (!query.method().equals(method)) {
            throw Problem.notAllowed(query.method(), method).refused();
        }
        return imports ? take(query, d) : export(query, d);
    }

    private HttpResponse export(Query query, String d) {
        var domain = domains.find(d)
                .orElseThrow(() -> Problem.of(404, "There is no domain " + d).refused());
        var file = new LinkedHashMap<String, Object>();
        file.put("esg", FORMAT);
        file.putAll(Form.DOMAIN.shown(domain.value()));
        for (var section : sections) file.put(section.name(), section.export(d));
        boolean yaml = switch (query.parameter("format").orElse("json")) {
            case "json" -> false;
            case "yaml" -> true;
            case String other ->
                throw Problem.onField(400, "format", "format must be json or yaml, is " + other)
                        .refused();
        };
        var name = "attachment; filename=\"" + d + (yaml ? ".yaml\"" : ".json\"");
        return (yaml
                        ? HttpResponse.create()
                                .withEntity(
                                        MediaTypes.applicationBinary("yaml", true)
                                                .toContentType(),
                                        Yaml.bytes(file))
                        : HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(file)))
                .addHeader(RawHeader.create("Content-Disposition", name));
    }

    private HttpResponse take(Query query, String d) {
        var file = file(query);
        boolean delete = query.flag("delete");
        boolean dry = query.flag("dryrun");
        var plan = dry
                ? plan(file, d, delete)
                : transactions.inOne(() -> {
                    var made = plan(file, d, delete);
                    made.steps().forEach(step -> step.write().run());
                    return made;
                });
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, Json.bytes(plan.document(d, dry)));
    }

    private static Map<String, @Nullable Object> file(Query query) {
        return YAML.contains(query.body().mediaType())
                ? Yaml.object(query.body().bytes())
                : Resource.body(query, Set.of("application/json", "application/yaml"));
    }

    private record Plan(List<Step> steps, int left, int unchanged) {
        Map<String, Object> document(String d, boolean dry) {
            var document = new LinkedHashMap<String, Object>();
            document.put("d", d);
            document.put("dryrun", dry);
            document.put("added", count(Step.What.ADDED));
            document.put("changed", count(Step.What.CHANGED));
            document.put("deleted", count(Step.What.DELETED));
            document.put("unchanged", unchanged);
            document.put("left", left);
            document.put("steps", steps.stream().map(Step::document).toList());
            return document;
        }

        private long count(Step.What what) {
            return steps.stream().filter(step -> step.what() == what).count();
        }
    }

    /** The domain itself comes first: the others need it. */
    private Plan plan(Map<String, @Nullable Object> file, String d, boolean delete) {
        var errors = refusals(file);
        var steps = new ArrayList<Step>();
        int left = 0;
        int unchanged = 0;
        for (var section : sections) {
            var listed = file.get(section.name());
            if (listed == null) continue;
            var planned = section.plan(d, listed, delete);
            errors.addAll(planned.errors());
            steps.addAll(planned.steps());
            left += planned.left();
            unchanged += planned.unchanged();
        }
        steps.sort(Comparator.comparing(Step::what));
        var own = own(file, d, errors);
        if (own == null) unchanged++;
        else steps.addFirst(own);
        if (!errors.isEmpty()) throw Problem.invalid(errors).refused();
        return new Plan(steps, left, unchanged);
    }

    private List<FieldError> refusals(Map<String, @Nullable Object> file) {
        var errors = new ArrayList<FieldError>();
        if (!Integer.valueOf(FORMAT).equals(file.get("esg"))) {
            errors.add(new FieldError("esg", "must be " + FORMAT + ", the version of the file's layout"));
        }
        for (var field : file.keySet()) {
            boolean ours = Set.of("esg", "d", "name").contains(field)
                    || sections.stream().anyMatch(section -> section.name().equals(field));
            if (!ours) errors.add(new FieldError(field, "is not known here"));
        }
        return errors;
    }

    /** What becomes of the domain's own document; null when nothing does. */
    private @Nullable Step own(Map<String, @Nullable Object> file, String d, List<FieldError> errors) {
        var before = domains.find(d);
        if (before.isPresent() && !file.containsKey("name")) return null;
        var document = new LinkedHashMap<String, Object>();
        document.put("d", d);
        var name = file.get("name");
        if (name != null) document.put("name", name);
        return switch (Form.DOMAIN.read(document)) {
            case Checked.Invalid<Domain>(var wrong) -> {
                errors.addAll(wrong);
                yield null;
            }
            case Checked.Valid<Domain>(var domain) -> {
                if (before.isEmpty()) yield step(Step.What.ADDED, domain, Map.of(), () -> domains.insert(domain));
                var was = before.get().value();
                if (was.equals(domain)) yield null;
                yield step(
                        Step.What.CHANGED,
                        domain,
                        Map.of("name", Step.change(was.name(), domain.name())),
                        () -> domains.update(d, domain, null));
            }
        };
    }

    private static Step step(Step.What what, Domain domain, Map<String, Object> fields, Runnable write) {
        return new Step(what, "domain", domain.d(), domain.name(), fields, write);
    }
}
