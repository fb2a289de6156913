package esg.trunk.account;

import esg.domain.account.Account;
import esg.domain.config.ConfigFeed;
import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import esg.sip.locate.Locator;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * Addresses that accounts of the configuration name, wherever these are served, for a provider may send to any node: their domains and
 * proxies, what names among those stand for, and their own patterns. A pattern that everybody fits names nobody. Any thread.
 */
public final class KnownSources {
    /** Questions on their way at once: names of ten thousand accounts must not crowd out those that calls wait for. */
    private static final int AT_ONCE = 8;

    private record Index(Set<InetAddress> literals, Set<String> names, List<Pattern> patterns) {}

    private final ConfigFeed feed;
    private final Locator locator;
    private final Rebuild rebuild;
    private final Rebuild gathering;
    private final Runnable changed;
    private final ConcurrentMap<String, Set<InetAddress>> byName = new ConcurrentHashMap<>();
    private volatile Index index = new Index(Set.of(), Set.of(), List.of());
    private volatile Set<InetAddress> resolved = Set.of();

    private KnownSources(ConfigFeed feed, Locator locator, Executor builder, Runnable changed) {
        this.feed = feed;
        this.locator = locator;
        this.changed = changed;
        rebuild = new Rebuild(builder, this::build);
        gathering = new Rebuild(builder, this::gather);
    }

    /**
     * Follows the configuration as long as its feed lives.
     *
     * @param builder runs the builds
     * @param changed told when more may be known, on any thread
     */
    public static KnownSources follow(ConfigFeed feed, Locator locator, Executor builder, Runnable changed) {
        var sources = new KnownSources(feed, locator, builder, changed);
        var _ = feed.subscribe(change -> {
            if (!change.accounts().isEmpty()) sources.rebuild.changed();
        });
        sources.rebuild.changed();
        return sources;
    }

    /** Whether some account names this address. */
    public boolean has(InetAddress source) {
        var now = index;
        if (now.literals.contains(source) || resolved.contains(source)) return true;
        for (var pattern : now.patterns) if (pattern.matches(source)) return true;
        return false;
    }

    /** Asks for all names again, which costs nothing as long as answers are fresh. To be called now and then. */
    public void resolve() {
        var names = new ConcurrentLinkedQueue<>(index.names);
        for (int i = 0; i < AT_ONCE; i++) next(names);
    }

    private void next(Queue<String> names) {
        for (var name = names.poll(); name != null; name = names.poll()) {
            var asked = name;
            var answer = locator.addresses(name)
                    .handle((found, failure) -> failure == null && learn(asked, found))
                    .toCompletableFuture();
            if (answer.isDone()) continue;
            var _ = answer.thenRun(() -> next(names));
            return;
        }
    }

    /** Old addresses are better than none, so a failure changes nothing: a provider must not become a stranger with a name server. */
    private boolean learn(String name, Set<InetAddress> found) {
        boolean isNew = index.names.contains(name) && !found.equals(byName.put(name, found));
        if (isNew) gathering.changed();
        return isNew;
    }

    private void build() {
        index = index(feed.current().accounts().values());
        byName.keySet().retainAll(index.names);
        gathering.changed();
        resolve();
    }

    private void gather() {
        var all = new HashSet<InetAddress>();
        for (var addresses : byName.values()) all.addAll(addresses);
        resolved = Set.copyOf(all);
        changed.run();
    }

    private static Index index(Collection<Account> accounts) {
        var literals = new HashSet<InetAddress>();
        var names = new HashSet<String>();
        var patterns = new LinkedHashSet<Pattern>();
        for (var account : accounts) {
            for (var host : Serving.hosts(account)) {
                var literal = Hosts.literal(host);
                if (literal == null) names.add(host);
                else literals.add(literal);
            }
            for (var pattern : account.extaddrs()) {
                var exact = pattern.exactValue();
                var literal = exact == null ? null : Hosts.literal(exact);
                if (literal != null) literals.add(literal);
                else if (exact == null && !isEverybody(pattern)) patterns.add(pattern);
            }
        }
        return new Index(Set.copyOf(literals), Set.copyOf(names), new ArrayList<>(patterns));
    }

    private static boolean isEverybody(Pattern pattern) {
        var network = pattern.network();
        return pattern.text().equals("*") || network != null && network.bits() == 0;
    }
}
