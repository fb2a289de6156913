package esg.inside;

import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.account.AccountId;
import esg.domain.config.Config;
import esg.domain.config.ConfigChange;
import esg.domain.config.ConfigFeed;
import esg.domain.config.Domain;
import esg.domain.route.Route;
import esg.domain.route.RouteForm;
import esg.domain.subscriber.SubscriberBook;
import esg.domain.subscriber.SubscriberForm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The configuration that all nodes of a test share; changes are told at once. */
final class LiveFeed implements ConfigFeed {
    private final List<Consumer<ConfigChange>> listeners = new CopyOnWriteArrayList<>();
    final MemoryBindings bindings = new MemoryBindings();
    /** Nodes that have not died. */
    final Set<String> alive = ConcurrentHashMap.newKeySet();

    private volatile Config current = new Config(
            1,
            Map.of(Gateway.D, new Domain(Gateway.D, "")),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of());

    @Override
    public Config current() {
        return current;
    }

    @Override
    public AutoCloseable subscribe(Consumer<ConfigChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Adds an account or changes it. */
    AccountId account(Map<String, Object> fields) {
        var document = new HashMap<String, Object>(Map.of("d", Gateway.D, "reg", false, "username", ""));
        document.putAll(fields);
        Account account = AccountForm.read(document).orThrow();
        var accounts = new HashMap<>(current.accounts());
        accounts.put(account.key(), account);
        change(accounts, current.routes(), Set.of(account.key()));
        return account.key();
    }

    void route(Map<String, Object> fields) {
        var document = new HashMap<String, Object>(Map.of("d", Gateway.D, "name", "rule", "priority", 10));
        document.putAll(fields);
        var routes = new ArrayList<Route>(current.routesOf(Gateway.D));
        routes.add(RouteForm.read(document).orThrow());
        change(current.accounts(), Map.of(Gateway.D, routes), Set.of());
    }

    void subscriber(String user, String number) {
        var subscriber = SubscriberForm.read(
                        Map.of("id", user, "d", Gateway.D, "user", user, "pwd", "pw-" + user, "number", number))
                .orThrow();
        var before = current;
        var all = new ArrayList<>(before.subscribersOf(Gateway.D).byUser().values());
        all.add(subscriber);
        current = new Config(
                before.revision() + 1,
                before.domains(),
                before.accounts(),
                before.routes(),
                before.normalization(),
                List.of(),
                Map.of(Gateway.D, SubscriberBook.of(all)),
                List.of(),
                List.of());
    }

    private synchronized void change(
            Map<AccountId, Account> accounts, Map<String, List<Route>> routes, Set<AccountId> changed) {
        var before = current;
        current = new Config(
                before.revision() + 1,
                before.domains(),
                accounts,
                routes,
                before.normalization(),
                List.of(),
                before.subscribers(),
                List.of(),
                List.of());
        var change = new ConfigChange(before, current, changed);
        listeners.forEach(listener -> listener.accept(change));
    }
}
