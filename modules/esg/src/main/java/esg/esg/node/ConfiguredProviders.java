package esg.esg.node;

import esg.admin.monitor.Providers;
import esg.admin.nodes.Nodes.NoAnswer;
import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.config.ConfigFeed;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The accounts of the configuration, and the way to whoever serves one. */
final class ConfiguredProviders implements Providers {
    private final ConfigFeed feed;
    private final Accounts accounts;
    private final Duration within;

    /** @param within how long the account's owner may stay silent */
    ConfiguredProviders(ConfigFeed feed, Accounts accounts, Duration within) {
        this.feed = feed;
        this.accounts = accounts;
        this.within = within;
    }

    @Override
    public Map<AccountId, Account> configured() {
        return feed.current().accounts();
    }

    @Override
    public CompletionStage<Asked> register(AccountId id) {
        var asked = accounts.registerNow(id, within);
        if (asked.isEmpty()) return CompletableFuture.completedFuture(Asked.UNSERVED);
        return asked.get().handle((answer, failure) -> {
            if (failure != null) throw new NoAnswer("the instance that serves " + id);
            return answer.registers() ? Asked.REGISTERS : Asked.NOTHING_TO_REGISTER;
        });
    }
}
