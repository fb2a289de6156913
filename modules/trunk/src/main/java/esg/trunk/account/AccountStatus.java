package esg.trunk.account;

import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.pattern.Hosts;
import esg.domain.pattern.Pattern;
import esg.trunk.ping.PingState;
import esg.trunk.registration.RegStatus;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An account as monitors show it (MON-03, MON-04).
 *
 * @param port of the next hop
 * @param addrs domain, proxy, their addresses, and the addresses it may also call from
 * @param regstate token of {@link esg.trunk.registration.RegState}
 * @param pingstate token of {@link PingState}
 * @param lastResponse of the registrar, a line each as received (MON-05)
 * @param nextattempt when the next REGISTER goes out; null when none is planned
 * @param failure of the last attempt to register; null when it succeeded
 * @param granted seconds of the binding; null when there is none
 * @param times since when it is so
 * @param trunksElsewhere its live calls on other nodes, which are trunks in use beside those here
 */
public record AccountStatus(
        AccountId id,
        String user,
        String domain,
        int port,
        String proto,
        List<String> addrs,
        String regstate,
        String pingstate,
        List<String> lastResponse,
        @Nullable Instant nextattempt,
        @Nullable String failure,
        @Nullable Integer granted,
        Times times,
        int trunksElsewhere) {

    /**
     * Since when it is as it is.
     *
     * @param owner since when it is served here
     * @param state since when it is registered, or is not; not before {@code owner}
     */
    public record Times(Instant owner, Instant state) {}

    static AccountStatus of(ServedAccount served, RegStatus registration, PingState ping, Times times) {
        var account = served.account();
        return new AccountStatus(
                account.key(),
                account.username(),
                account.domain(),
                account.proxyport(),
                account.transport().token(),
                addrs(account, served.resolved()),
                registration.state().token(),
                ping.token(),
                registration.lastResponse(),
                registration.nextAttempt(),
                registration.failure(),
                registration.granted(),
                times,
                served.trunksElsewhere().all());
    }

    /** In order, each once; no masks. */
    static List<String> addrs(Account account, Collection<InetAddress> resolved) {
        var names = Stream.of(account.domain(), account.proxyaddr()).filter(host -> !host.isEmpty());
        var addresses = resolved.stream().map(Hosts::text).sorted();
        var extra = account.extaddrs().stream().filter(Pattern::isExact).map(Pattern::text);
        return Stream.concat(Stream.concat(names, addresses), extra).distinct().toList();
    }
}
