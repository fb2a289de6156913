package esg.admin.rest;

import esg.admin.access.Acting;
import esg.admin.access.Principal;
import esg.domain.access.Audit;
import esg.domain.access.Deed;
import esg.domain.access.Role;
import esg.domain.config.ListQuery;
import esg.domain.config.Page;
import esg.domain.config.Repository;
import esg.domain.config.RepositoryFailure.NotFound;
import esg.domain.config.Stored;
import esg.domain.config.Transactions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one kind for whoever acts (ADM): those of another domain than theirs are not there, and what they change is written down in the
 * same transaction. All reads and writes of REST pass here, whichever resource they come from, so none can forget.
 *
 * @param reaches the domain whose accounts or rules a document makes use of
 */
record Guarded<T>(
        Form<T> form, Repository<T> repository, Transactions transactions, Audit audit, Function<T, String> reaches)
        implements Repository<T> {

    @Override
    public Page<Stored<T>> list(ListQuery query) {
        var by = Acting.current().by();
        if (!by.isNarrowed()) return repository.list(query);
        if (query.d() != null) requireOwn(by, query.d());
        return repository.list(new ListQuery(by.d(), query.q(), query.limit(), query.offset()));
    }

    @Override
    public Optional<Stored<T>> find(String id) {
        var by = Acting.current().by();
        return repository.find(id).filter(stored -> by.sees(form.owner(stored.value())));
    }

    @Override
    public Stored<T> insert(T value) {
        return transactions.inOne(() -> {
            require(value, null);
            var stored = repository.insert(value);
            write(Deed.CREATE, stored.value(), Map.of(), form.shown(stored.value()));
            return stored;
        });
    }

    @Override
    public Stored<T> update(String id, T value, @Nullable Long ifVersion) {
        return transactions.inOne(() -> {
            var before = existing(id);
            require(value, before);
            var stored = repository.update(id, value, ifVersion);
            var was = new LinkedHashMap<String, Object>();
            var is = new LinkedHashMap<String, Object>();
            form.difference(before, stored.value()).forEach((field, change) -> {
                if (change instanceof Map<?, ?> values) {
                    was.put(field, value(values, "before"));
                    is.put(field, value(values, "after"));
                }
            });
            if (!is.isEmpty()) write(Deed.UPDATE, stored.value(), was, is);
            return stored;
        });
    }

    private static Object value(Map<?, ?> change, String side) {
        var value = change.get(side);
        return value == null ? "" : value;
    }

    @Override
    public void delete(String id, @Nullable Long ifVersion) {
        transactions.inOne(() -> {
            var before = existing(id);
            require(before, before);
            repository.delete(id, ifVersion);
            write(Deed.DELETE, before, form.shown(before), Map.of());
            return before;
        });
    }

    private T existing(String id) {
        return find(id).orElseThrow(() -> new NotFound("there is no " + form.noun() + " " + id))
                .value();
    }

    /**
     * Whether they may write it.
     *
     * @param before what it replaces; null for a new one
     */
    private void require(T value, @Nullable T before) {
        var by = Acting.current().by();
        if (!by.isNarrowed() && by.role() != Role.VIEWER) return;
        if (by.role() == Role.VIEWER)
            throw Problem.of(403, "A viewer changes nothing").refused();
        if (form.isDomain()) {
            throw Problem.onField(403, "name", "the domain itself is changed by an admin alone")
                    .refused();
        }
        requireOwn(by, form.owner(value));
        var there = reaches.apply(value);
        boolean stays = value.equals(before); // else a rule an admin has let go there could be led further
        if (!by.sees(there) && !stays) {
            throw Problem.onField(
                            403,
                            "target",
                            "leads to " + there
                                    + "; only an admin may let calls go to another domain, and change a rule that does")
                    .refused();
        }
    }

    /** Throws where a domain is not theirs. */
    static void requireOwn(Principal by, String d) {
        if (!by.sees(d)) throw notYours(by, d).refused();
    }

    static Problem notYours(Principal by, String d) {
        return Problem.onField(
                403, "d", "is " + (d.isEmpty() ? "all domains" : d) + "; this token is for " + by.d() + " alone");
    }

    private void write(Deed deed, T value, Map<String, Object> before, Map<String, Object> after) {
        var what = new Acting.What(deed, form.noun(), form.owner(value), form.id(value));
        audit.append(Acting.current().entry(what, before, after));
    }
}
