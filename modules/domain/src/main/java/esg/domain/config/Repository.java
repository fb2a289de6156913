package esg.domain.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Documents of one kind, kept. Blocking; a write is seen by {@link ConfigFeed} of the same node when it returns.
 * Refused writes throw a {@link RepositoryFailure}.
 */
public interface Repository<T> {
    Page<Stored<T>> list(ListQuery query);

    Optional<Stored<T>> find(String id);

    /** Throws {@link RepositoryFailure.Duplicate} when a unique field is taken. */
    Stored<T> insert(T value);

    /** Only when the stored version is {@code ifVersion}, if given; else {@link RepositoryFailure.VersionConflict}. */
    Stored<T> update(String id, T value, @Nullable Long ifVersion);

    /** Throws {@link RepositoryFailure.StillReferenced} when other documents need this one. */
    void delete(String id, @Nullable Long ifVersion);
}
