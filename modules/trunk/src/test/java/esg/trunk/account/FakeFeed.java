package esg.trunk.account;

import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.config.Config;
import esg.domain.config.ConfigChange;
import esg.domain.config.ConfigFeed;
import java.util.List;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** A configuration in memory that nobody is told of. */
final class FakeFeed implements ConfigFeed {
    private volatile Config current = Config.EMPTY;

    @Override
    public Config current() {
        return current;
    }

    @Override
    public AutoCloseable subscribe(Consumer<ConfigChange> listener) {
        return () -> {};
    }

    void put(Account account) {
        var accounts = new HashMap<>(current.accounts());
        accounts.put(account.key(), account);
        set(accounts);
    }

    void remove(AccountId id) {
        var accounts = new HashMap<>(current.accounts());
        accounts.remove(id);
        set(accounts);
    }

    private void set(Map<AccountId, Account> accounts) {
        current = new Config(
                current.revision() + 1,
                Map.of(),
                accounts,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                List.of(),
                List.of());
    }
}
