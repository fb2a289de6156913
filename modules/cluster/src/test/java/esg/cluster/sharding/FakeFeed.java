package esg.cluster.sharding;

import esg.domain.account.Account;
import esg.domain.account.AccountForm;
import esg.domain.account.AccountId;
import esg.domain.config.Config;
import esg.domain.config.ConfigChange;
import esg.domain.config.ConfigFeed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A configuration in memory; changes are told on the thread that makes them. */
final class FakeFeed implements ConfigFeed {
    private final List<Consumer<ConfigChange>> listeners = new CopyOnWriteArrayList<>();
    private volatile Config current = Config.EMPTY;

    @Override
    public Config current() {
        return current;
    }

    @Override
    public AutoCloseable subscribe(Consumer<ConfigChange> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    static AccountId id(String code) {
        return new AccountId("acme.example", code);
    }

    /** Adds or changes an account. */
    void put(String code, Integer... serveridxs) {
        put(account(code, serveridxs));
    }

    synchronized void put(Account... more) {
        var accounts = new HashMap<>(current.accounts());
        for (var account : more) accounts.put(account.key(), account);
        change(accounts, Set.of(more).stream().map(Account::key).collect(java.util.stream.Collectors.toSet()));
    }

    synchronized void remove(String code) {
        var accounts = new HashMap<>(current.accounts());
        accounts.remove(id(code));
        change(accounts, Set.of(id(code)));
    }

    int listeners() {
        return listeners.size();
    }

    private void change(Map<AccountId, Account> accounts, Set<AccountId> changed) {
        var before = current;
        current = new Config(
                before.revision() + 1,
                Map.of(),
                accounts,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
        var change = new ConfigChange(before, current, changed);
        listeners.forEach(listener -> listener.accept(change));
    }

    static Account account(String code, Integer... serveridxs) {
        return AccountForm.read(Map.of(
                        "d",
                        "acme.example",
                        "code",
                        code,
                        "username",
                        "u" + code,
                        "pwd",
                        "geheim",
                        "domain",
                        "sip.provider.example",
                        "serveridxs",
                        List.of(serveridxs)))
                .orThrow();
    }
}
