package esg.domain.match;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Accounts of one mode by user, then by host; filled in (d, code) order, then only read. */
final class AccountTable<S extends Served> {
    /** Accounts that share an exact user name. */
    private static final class ByHost<S extends Served> {
        final List<Entry<S>> all = new ArrayList<>();
        final Map<String, List<Entry<S>>> exact = new HashMap<>();
        final List<Entry<S>> withPatterns = new ArrayList<>();
    }

    /** The best candidate so far: one that passes the source check, then the lowest order. */
    private static final class Best<S extends Served> {
        private @Nullable Entry<S> entry;
        private boolean allowed;

        void offer(Entry<S> candidate, InetAddress source) {
            var now = entry;
            if (allowed && now != null && now.order() <= candidate.order()) return;
            boolean passes = candidate.allows(source);
            if (now == null || (passes && !allowed) || (passes == allowed && candidate.order() < now.order())) {
                entry = candidate;
                allowed = passes;
            }
        }
    }

    private final Map<String, ByHost<S>> byUser = new HashMap<>();
    private final List<Entry<S>> withUserPatterns = new ArrayList<>();
    private int size;

    void add(S served) {
        var entry = Entry.of(served, size++);
        for (var user : entry.users()) add(entry, byUser.computeIfAbsent(user, _ -> new ByHost<>()));
        if (!entry.userPatterns().isEmpty()) withUserPatterns.add(entry);
    }

    private void add(Entry<S> entry, ByHost<S> accounts) {
        accounts.all.add(entry);
        for (var host : entry.exactHosts())
            accounts.exact.computeIfAbsent(host, _ -> new ArrayList<>()).add(entry);
        if (entry.hasHostPatterns()) accounts.withPatterns.add(entry);
    }

    @Nullable
    Entry<S> find(Search search) {
        var best = new Best<S>();
        var accounts = byUser.get(search.user());
        if (accounts != null) {
            if (search.ours()) {
                offer(accounts.all, best, search);
            } else {
                offer(accounts.exact.getOrDefault(search.host(), List.of()), best, search);
                for (var entry : accounts.withPatterns) if (entry.anyHost(search)) best.offer(entry, search.source());
            }
        }
        for (var entry : withUserPatterns) {
            if (entry.anyUser(search.user()) && entry.hasHost(search)) best.offer(entry, search.source());
        }
        return best.entry;
    }

    /** Every hit: those that pass the source check first, then in order. */
    List<S> all(Search search) {
        var hits = new LinkedHashSet<Entry<S>>();
        var accounts = byUser.get(search.user());
        if (accounts != null) {
            for (var entry : accounts.all) if (entry.hasHost(search)) hits.add(entry);
        }
        for (var entry : withUserPatterns) if (entry.anyUser(search.user()) && entry.hasHost(search)) hits.add(entry);
        return hits.stream()
                .sorted(Comparator.<Entry<S>>comparingInt(entry -> entry.allows(search.source()) ? 0 : 1)
                        .thenComparingInt(Entry::order))
                .map(Entry::served)
                .toList();
    }

    private static <S extends Served> void offer(List<Entry<S>> hits, Best<S> best, Search search) {
        for (var entry : hits) {
            best.offer(entry, search.source());
            if (best.allowed) return; // later ones have a higher order
        }
    }
}
