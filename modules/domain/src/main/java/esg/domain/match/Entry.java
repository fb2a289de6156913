package esg.domain.match;

import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An account with what its checks need, taken apart once. Every rule by which an account fits an INVITE stands here; what finds the
 * account fast only knows where to ask.
 *
 * @param order in which candidates of a step are tried
 * @param users exact ones (INC-05), without escapes
 * @param domain canonical
 * @param hosts the account's {@code extaddrs}
 */
record Entry<S extends Served>(
        S served,
        int order,
        Set<String> users,
        List<Pattern> userPatterns,
        String domain,
        List<Pattern> hosts,
        List<InetAddress> literals) {

    static <S extends Served> Entry<S> of(S served, int order) {
        var account = served.account();
        var users = new LinkedHashSet<String>();
        users.add(Pattern.unescaped(account.username()));
        var userPatterns = new ArrayList<Pattern>();
        for (var user : account.opts().extusernames()) {
            var exact = user.exactValue();
            if (exact == null) userPatterns.add(user);
            else users.add(exact);
        }
        var domain = Hosts.canonical(account.domain());
        return new Entry<>(
                served, order, users, userPatterns, domain, account.extaddrs(), SourceCheck.literals(served));
    }

    boolean allows(InetAddress source) {
        return SourceCheck.allows(served, literals, source);
    }

    boolean hasHost(Search search) {
        return search.ours() || domain.equals(search.host()) || anyHost(search);
    }

    boolean anyHost(Search search) {
        for (var pattern : hosts) if (pattern.matchesCanonical(search.host(), search.literal())) return true;
        return false;
    }

    boolean hasUser(String user) {
        return users.contains(user) || anyUser(user);
    }

    /** Whether one of its patterns fits. */
    boolean anyUser(String user) {
        for (var pattern : userPatterns) if (pattern.matches(user)) return true;
        return false;
    }

    /** Hosts that can be looked up. */
    Set<String> exactHosts() {
        var exact = new LinkedHashSet<String>();
        exact.add(domain);
        for (var host : hosts) {
            var value = host.exactValue();
            if (value != null) exact.add(value);
        }
        return exact;
    }

    /** Whether there are hosts that must be tried one by one. */
    boolean hasHostPatterns() {
        return hosts.stream().anyMatch(host -> !host.isExact());
    }
}
