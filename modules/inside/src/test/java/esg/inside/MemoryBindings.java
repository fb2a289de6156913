package esg.inside;

import esg.domain.config.RepositoryFailure.StoreUnavailable;
import esg.domain.subscriber.Aor;
import esg.domain.subscriber.Binding;
import esg.domain.subscriber.BindingStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A database of bindings without a database; it can be away. */
final class MemoryBindings implements BindingStore {
    private record Contact(Aor aor, String key) {}

    private record Row(long revision, Binding binding) {}

    private final Map<Contact, Row> rows = new HashMap<>();
    private long revision;
    volatile boolean away;

    private void answer() {
        if (away) throw new StoreUnavailable("away", new IllegalStateException());
    }

    @Override
    public synchronized Changes since(long known) {
        answer();
        var found = new ArrayList<Binding>();
        for (var row : rows.values()) if (row.revision > known) found.add(row.binding);
        return new Changes(revision, found);
    }

    @Override
    public synchronized void keep(List<Binding> bindings) {
        answer();
        revision++;
        for (var binding : bindings) {
            var standing = rows.get(new Contact(binding.aor(), binding.key()));
            if (standing == null || binding.supersedes(standing.binding)) {
                rows.put(new Contact(binding.aor(), binding.key()), new Row(revision, binding));
            }
        }
    }

    @Override
    public synchronized int forget(long invalidSince) {
        answer();
        return 0;
    }

    synchronized List<Binding> live() {
        long now = System.currentTimeMillis();
        return rows.values().stream()
                .map(Row::binding)
                .filter(binding -> binding.isLive(now))
                .toList();
    }
}
