package esg.inside.router;

import esg.domain.account.AccountId;
import esg.domain.config.Config;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code CODE} or {@code CODE@d}, as routes and the header {@code X-Esg-Account} name an account (design §4). */
final class AccountName {
    private AccountName() {}

    /** With {@code d} as the domain of a name that has none. */
    static AccountId of(String name, String d) {
        int at = name.lastIndexOf('@');
        return at < 0
                ? new AccountId(d, name.strip())
                : new AccountId(
                        name.substring(at + 1).strip(), name.substring(0, at).strip());
    }

    /**
     * A name given without its domain: looked for in the domains the call speaks of, then in all; null when there is none, or more than
     * one.
     */
    static @Nullable AccountId find(String name, List<String> spokenOf, Config config) {
        if (name.indexOf('@') >= 0) return of(name, "");
        for (var d : spokenOf) {
            var id = of(name, d);
            if (config.accounts().containsKey(id)) return id;
        }
        AccountId found = null;
        for (var d : config.domains().keySet()) {
            var id = of(name, d);
            if (!config.accounts().containsKey(id)) continue;
            if (found != null) return null;
            found = id;
        }
        return found;
    }
}
