package esg.trunk.account;

import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.config.ConfigFeed;
import esg.domain.match.AccountIndex;
import esg.domain.match.InviteFacts;
import esg.domain.match.Served;
import esg.domain.match.ServerAddresses;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;

/** All enabled accounts of the configuration, wherever they are served, and the index that finds those an INVITE fits. */
public final class ConfiguredAccounts {
    /** Its addresses are known where it is served. */
    private record Configured(Account account) implements Served {
        @Override
        public Set<InetAddress> resolved() {
            return Set.of();
        }
    }

    private final ConfigFeed feed;
    private final Rebuild rebuild;
    private volatile ServerAddresses addresses;
    private volatile AccountIndex<Configured> index;

    private ConfiguredAccounts(ConfigFeed feed, ServerAddresses addresses, Executor builder) {
        this.feed = feed;
        this.addresses = addresses;
        this.rebuild = new Rebuild(builder, this::build);
        this.index = AccountIndex.of(List.of(), addresses);
    }

    /**
     * Follows the configuration as long as its feed lives.
     *
     * @param addresses of this instance (INC-06)
     * @param builder runs the builds
     */
    public static ConfiguredAccounts follow(ConfigFeed feed, ServerAddresses addresses, Executor builder) {
        var accounts = new ConfiguredAccounts(feed, addresses, builder);
        var _ = feed.subscribe(change -> {
            if (!change.accounts().isEmpty()) accounts.rebuild.changed();
        });
        accounts.rebuild.changed();
        return accounts;
    }

    /** Matches by these addresses of this instance from now on. */
    public void use(ServerAddresses others) {
        addresses = others;
        rebuild.changed();
    }

    /** Whether the account is configured and enabled. */
    public boolean has(AccountId id) {
        var account = feed.current().accounts().get(id);
        return account != null && account.enabled();
    }

    /** Accounts that an INVITE fits (INC-03), the likeliest first; whether its sender may use them is for their owner to say. */
    public List<AccountId> candidates(InviteFacts facts, InetAddress source) {
        return index.candidates(facts, source).stream()
                .map(configured -> configured.account().key())
                .toList();
    }

    private void build() {
        var accounts = feed.current().accounts().values();
        index = AccountIndex.of(accounts.stream().map(Configured::new).toList(), addresses);
    }
}
