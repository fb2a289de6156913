package esg.domain.match;

import esg.domain.account.Account;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An account of the configuration, wherever it is served, for whoever looks at all of them.
 *
 * @param node that serves it now, "" when none does
 */
public record Candidate(Account account, Set<InetAddress> resolved, String node) implements Served {
    public Candidate {
        resolved = Set.copyOf(resolved);
    }

    /** The same with other settings. */
    public Candidate with(Account changed) {
        return new Candidate(changed, resolved, node);
    }

    /** Named by one more host, which may be its sender's address too. */
    public Candidate withHost(String host) {
        return with(account.withExtaddrs(plus(account.extaddrs(), Pattern.address(host))));
    }

    /** Named by one more user, exact or {@code /reg/}. */
    public Candidate withUser(String user) {
        var users = plus(account.opts().extusernames(), Pattern.user(user));
        return with(account.withOpts(new Account.Opts(users)));
    }

    private static List<Pattern> plus(List<Pattern> patterns, Pattern more) {
        var all = new ArrayList<>(patterns);
        if (!all.contains(more)) all.add(more);
        return all;
    }
}
