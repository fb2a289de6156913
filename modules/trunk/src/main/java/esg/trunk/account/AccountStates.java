package esg.trunk.account;

import esg.domain.account.AccountId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** States of the accounts served on this node: their actors write, monitors read. Thread-safe. */
public final class AccountStates {
    private record Entry(Serving owner, AccountStatus status) {}

    private final ConcurrentMap<AccountId, Entry> entries = new ConcurrentHashMap<>();

    /** Ordered by domain and code. */
    public List<AccountStatus> statuses() {
        return entries.values().stream()
                .map(Entry::status)
                .sorted(Comparator.comparing(AccountStatus::id))
                .toList();
    }

    /** How many are served here. */
    public int count() {
        return entries.size();
    }

    /** Who is served here. */
    public Set<AccountId> ids() {
        return Set.copyOf(entries.keySet());
    }

    /** The state of one account, when it is served here. */
    public @Nullable AccountStatus find(AccountId id) {
        var entry = entries.get(id);
        return entry == null ? null : entry.status;
    }

    void put(Serving owner, AccountStatus status) {
        entries.put(status.id(), new Entry(owner, status));
    }

    /** Only what this owner wrote: its successor may be faster. */
    void remove(Serving owner, AccountId id) {
        entries.computeIfPresent(id, (_, entry) -> entry.owner.equals(owner) ? null : entry);
    }
}
