package esg.admin.rest;

import esg.domain.config.ListQuery;
import esg.domain.config.Page;
import esg.domain.config.Repository;
import esg.domain.config.RepositoryFailure.Duplicate;
import esg.domain.config.RepositoryFailure.NotFound;
import esg.domain.config.RepositoryFailure.VersionConflict;
import esg.domain.config.Stored;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A repository without a database; {@code failure} makes every call fail with it. */
final class InMemoryRepository<T> implements Repository<T> {
    private final Map<String, Stored<T>> rows = new LinkedHashMap<>();
    private final Function<T, String> id;
    private final Function<T, String> tenant;
    private final Function<T, String> unique;
    volatile @Nullable RuntimeException failure;

    InMemoryRepository(Function<T, String> id, Function<T, String> tenant, Function<T, String> unique) {
        this.id = id;
        this.tenant = tenant;
        this.unique = unique;
    }

    @Override
    public synchronized Page<Stored<T>> list(ListQuery q) {
        fail();
        var fitting = rows.values().stream()
                .filter(row -> q.d() == null || q.d().equals(tenant.apply(row.value())))
                .filter(row -> q.q() == null || row.value().toString().contains(q.q()))
                .toList();
        return new Page<>(fitting.stream().skip(q.offset()).limit(q.limit()).toList(), fitting.size());
    }

    @Override
    public synchronized Optional<Stored<T>> find(String key) {
        fail();
        return Optional.ofNullable(rows.get(key));
    }

    @Override
    public synchronized Stored<T> insert(T value) {
        fail();
        if (rows.values().stream().anyMatch(row -> unique.apply(row.value()).equals(unique.apply(value)))) {
            throw new Duplicate("code", "taken: " + unique.apply(value));
        }
        return put(value, 1);
    }

    @Override
    public synchronized Stored<T> update(String key, T value, @Nullable Long ifVersion) {
        return put(value, current(key, ifVersion).version() + 1);
    }

    @Override
    public synchronized void delete(String key, @Nullable Long ifVersion) {
        current(key, ifVersion);
        rows.remove(key);
    }

    private Stored<T> current(String key, @Nullable Long ifVersion) {
        fail();
        var current = rows.get(key);
        if (current == null) {
            throw new NotFound("nothing named " + key);
        }
        if (ifVersion != null && ifVersion != current.version()) {
            throw new VersionConflict("version is " + current.version());
        }
        return current;
    }

    private Stored<T> put(T value, long version) {
        var stored = new Stored<>(value, version);
        rows.put(id.apply(value), stored);
        return stored;
    }

    private void fail() {
        if (failure != null) {
            throw Objects.requireNonNull(failure);
        }
    }
}
