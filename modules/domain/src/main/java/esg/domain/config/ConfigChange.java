package esg.domain.config;

import esg.domain.account.AccountId;
import java.util.Set;

/** A step of the configuration; {@code accounts} are those added, changed or removed by it. */
public record ConfigChange(Config before, Config after, Set<AccountId> accounts) {
    public ConfigChange {
        accounts = Set.copyOf(accounts);
    }
}
