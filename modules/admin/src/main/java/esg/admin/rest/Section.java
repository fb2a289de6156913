package esg.admin.rest;

import esg.domain.config.ListQuery;
import esg.domain.config.Repository;
import esg.domain.config.Stored;
import esg.domain.form.Checked;
import esg.domain.form.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one kind in the file of a domain. They lie in it without {@code d}, for the file may be meant for another domain.
 *
 * @param name of the list in the file
 * @param taken whether a document of any domain has this id
 * @param known field that names a document of a domain beside its id; "" where only the id does
 */
record Section<T>(String name, String known, Form<T> form, Repository<T> repository, Predicate<String> taken) {
    /** What stands in the store already, by id, and what the file has to say of it. */
    private record Present<T>(Map<String, T> byId, Map<String, String> idOf) {}

    /**
     * What is to be done.
     *
     * @param left documents of the domain that the file does not have and that stay
     * @param unchanged documents that are as the file has them
     */
    record Planned(List<Step> steps, int left, int unchanged, List<FieldError> errors) {}

    List<Map<String, Object>> export(String d) {
        return stored(d).stream()
                .map(value -> {
                    var document = new LinkedHashMap<>(form.shown(value));
                    document.remove("d");
                    return (Map<String, Object>) document;
                })
                .toList();
    }

    /**
     * Compares with the store.
     *
     * @param listed what the file has under {@link #name}
     * @param delete whether what it does not have goes
     */
    Planned plan(String d, Object listed, boolean delete) {
        var errors = new ArrayList<FieldError>();
        if (!(listed instanceof List<?> documents)) {
            return new Planned(List.of(), 0, 0, List.of(new FieldError(name, "must be a list")));
        }
        var present = present(d);
        var seen = new LinkedHashMap<String, Integer>();
        var steps = new ArrayList<Step>();
        int unchanged = 0;
        for (int i = 0; i < documents.size(); i++) {
            String place = name + "[" + i + "]";
            var found = wanted(d, documents.get(i), present, place, errors);
            if (found == null) continue;
            var twice = seen.putIfAbsent(found.id, i);
            if (twice != null) {
                errors.add(new FieldError(place, "is the same as " + name + "[" + twice + "]"));
                continue;
            }
            var before = present.byId.get(found.id);
            if (before == null) steps.add(added(found));
            else if (before.equals(found.value)) unchanged++;
            else steps.add(changed(found, before));
        }
        var others = new LinkedHashMap<>(present.byId);
        others.keySet().removeAll(seen.keySet());
        if (delete) others.forEach((id, value) -> steps.add(deleted(id, value)));
        return new Planned(steps, delete ? 0 : others.size(), unchanged, errors);
    }

    private record Wanted<T>(String id, T value) {}

    private @Nullable Wanted<T> wanted(
            String d, @Nullable Object listed, Present<T> present, String place, List<FieldError> errors) {
        if (!(listed instanceof Map<?, ?> given)) {
            errors.add(new FieldError(place, "must be an object"));
            return null;
        }
        var document = new LinkedHashMap<String, Object>();
        given.forEach((field, value) -> {
            if (value != null) document.put(String.valueOf(field), value);
        });
        var canonical = new LinkedHashMap<>(form.canonical(document));
        canonical.put("d", d);
        canonical.put(form.key(), id(canonical, present));
        var id = String.valueOf(canonical.get(form.key()));
        try {
            return switch (form.read(form.unmasked(canonical, present.byId.get(id)))) {
                case Checked.Valid<T>(var value) -> new Wanted<>(id, value);
                case Checked.Invalid<T>(var wrong) -> {
                    wrong.forEach(e -> errors.add(new FieldError(place + "." + e.field(), e.message())));
                    yield null;
                }
            };
        } catch (Problem.Refused refused) {
            refused.problem.errors().forEach(e -> errors.add(new FieldError(place + "." + e.field(), e.message())));
            return null;
        }
    }

    /** Its own where the domain has it; that of the document of the same name; else its own where nobody has it, or a new one. */
    private String id(Map<String, Object> document, Present<T> present) {
        var given = document.get(form.key()) instanceof String text ? text : "";
        if (present.byId.containsKey(given)) return given;
        var same = present.idOf.get(String.valueOf(document.get(known)));
        if (same != null) return same;
        boolean free = !given.isEmpty() && !taken.test(given);
        return free ? given : UUID.randomUUID().toString();
    }

    private Present<T> present(String d) {
        var byId = stored(d).stream()
                .collect(Collectors.toMap(form::id, Function.identity(), (one, _) -> one, LinkedHashMap::new));
        var idOf = new LinkedHashMap<String, String>();
        if (!known.isEmpty()) byId.forEach((id, value) -> idOf.put(label(value), id));
        return new Present<>(byId, idOf);
    }

    private List<T> stored(String d) {
        return repository.list(new ListQuery(d, null, Integer.MAX_VALUE, 0)).items().stream()
                .map(Stored::value)
                .toList();
    }

    private String label(T value) {
        return String.valueOf(form.shown(value).getOrDefault(known.isEmpty() ? "name" : known, ""));
    }

    private Step added(Wanted<T> found) {
        return new Step(
                Step.What.ADDED, name, found.id, label(found.value), Map.of(), () -> repository.insert(found.value));
    }

    private Step changed(Wanted<T> found, T before) {
        return new Step(
                Step.What.CHANGED,
                name,
                found.id,
                label(found.value),
                form.difference(before, found.value),
                () -> repository.update(found.id, found.value, null));
    }

    private Step deleted(String id, T value) {
        return new Step(Step.What.DELETED, name, id, label(value), Map.of(), () -> repository.delete(id, null));
    }
}
