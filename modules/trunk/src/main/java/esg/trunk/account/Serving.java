package esg.trunk.account;

import esg.domain.account.Account;
import esg.sip.transport.Side;
import esg.sip.transport.SipTransport;
import esg.trunk.ping.PingPath;
import esg.trunk.ping.PingState;
import esg.trunk.registration.RegState;
import esg.trunk.registration.RegStatus;
import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an account's actor shows of it, to calls and to monitors. Belongs to that actor. */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final ServedAccounts accounts;
    private final AccountStates states;
    private final SipTransport transport;
    private final InstantSource clock;
    private final Instant since;
    private final Map<String, Set<InetAddress>> addresses = new HashMap<>();
    private ServedAccount served;
    private Trunks trunksElsewhere = Trunks.NONE;
    private RegStatus registration;
    private Instant changed;
    private PingState ping = PingState.DISABLED;

    Serving(AccountServices services, Account account) {
        this.accounts = services.served();
        this.states = services.states();
        this.transport = services.edge().transport();
        this.clock = services.clock();
        this.since = clock.instant();
        this.changed = since;
        this.served = new ServedAccount(account);
        this.registration = RegStatus.of(account.reg() ? RegState.UNREGISTERED : RegState.DISABLED);
    }

    /** Hosts whose addresses the account may be called from (SRC-01). */
    static List<String> hosts(Account account) {
        return Stream.of(account.domain(), account.proxyaddr())
                .filter(host -> !host.isEmpty())
                .distinct()
                .toList();
    }

    /** Serves this version; a disabled account is shown but not searched. */
    void serve(Account account) {
        var before = served;
        addresses.keySet().retainAll(hosts(account));
        served = new ServedAccount(account);
        refresh();
        if (account.enabled()) accounts.serve(served);
        else accounts.withdraw(before);
    }

    Account account() {
        return served.account();
    }

    /** Whether there is anything to register. */
    boolean registers() {
        return account().enabled() && account().reg();
    }

    PingPath path() {
        return new PingPath(registration.flow(), registration.serviceRoute());
    }

    /** Whether the provider knows where the account is, as far as we could tell it. */
    boolean announced() {
        return !registers() || registration.tried();
    }

    /** One that is tried again and again has been without a binding all the time. */
    void registered(RegStatus status) {
        boolean before = registration.state() == RegState.REGISTERED;
        if (before != (status.state() == RegState.REGISTERED)) changed = clock.instant();
        registration = status;
        refresh();
    }

    void pinged(PingState state) {
        ping = state;
        refresh();
    }

    /** Old addresses are better than none: a provider must not be lost with a name server. */
    void resolved(String host, Set<InetAddress> found) {
        if (!hosts(account()).contains(host)) return; // changed meanwhile
        if (found.isEmpty()) {
            if (!addresses.containsKey(host))
                LOG.warn("host has no address account={} host={}", account().key(), host);
        } else {
            addresses.put(host, found);
        }
        refresh();
    }

    /** Calls of the account on other nodes. */
    void trunksElsewhere(Trunks live) {
        trunksElsewhere = live;
        served.trunksElsewhere(live);
        show();
    }

    /** To calls and monitors it is gone. */
    void withdraw() {
        accounts.withdraw(served);
        served.available(false); // a call that found it a moment ago asks once more
        states.remove(this, account().key());
    }

    private void refresh() {
        var all = new HashSet<InetAddress>();
        addresses.values().forEach(all::addAll);
        served.resolved(all);
        served.trunksElsewhere(trunksElsewhere);
        served.path(new ServedAccount.Path(registration.flow(), registration.serviceRoute()));
        served.available(available());
        show();
    }

    private void show() {
        states.put(this, AccountStatus.of(served, shown(), ping, new AccountStatus.Times(since, changed)));
    }

    /** A point-to-point account fails no attempt that would say that it has no listener; calls would only say "unreachable". */
    private RegStatus shown() {
        var account = account();
        if (account.reg() || !account.enabled()) return registration;
        var lacking = transport.lacking(Side.OUTSIDE, account.transport(), account.listener());
        return lacking == null ? registration : registration.without(lacking);
    }

    /** OUT-03. */
    private boolean available() {
        boolean reachable = !account().reg() || registration.state() == RegState.REGISTERED;
        return account().enabled() && reachable && ping != PingState.FAILED;
    }
}
