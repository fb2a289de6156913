package esg.trunk.call;

import esg.domain.account.Account;
import esg.domain.account.Transport;
import esg.domain.pattern.Hosts;
import esg.sip.locate.HopQuery;
import esg.sip.message.Address;
import esg.sip.message.SipResponse;
import esg.sip.message.SipUri;
import esg.sip.transport.Side;
import esg.trunk.account.ServedAccount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a provider's 3xx sends a call: its Contacts, the likeliest first, each once, as far as they lie at that provider (RFC 3261
 * §8.1.3.4). A Contact elsewhere would let whoever answers spend the account's calls on a server of his own.
 */
final class Redirects {
    private static final int MOST = 5;
    private final ServedAccount served;
    private final Set<String> tried = new HashSet<>();
    private int followed;

    Redirects(ServedAccount served) {
        this.served = served;
    }

    /** What is to be tried now; empty when the answer leads nowhere, and is one like any other. */
    List<Attempt> of(SipResponse response, Attempt redirected) {
        if (!leadsOn(response.status())) return List.of();
        var first = SipUri.parse(redirected.requestUri());
        if (first != null) tried.add(key(first));
        var more = new ArrayList<Attempt>();
        for (var contact : inOrder(response.contacts())) {
            var uri = contact.uri();
            if (uri == null || !isOfProvider(uri) || followed == MOST || !tried.add(key(uri))) continue;
            followed++;
            more.add(redirected.redirected(asRequestUri(uri), way(uri, redirected.way())));
        }
        return more;
    }

    /** 305 and 380 are no other places of the same callee. */
    private static boolean leadsOn(int status) {
        return status >= 300 && status <= 302;
    }

    private static List<Address> inOrder(List<Address> contacts) {
        return contacts.stream()
                .sorted(Comparator.comparingDouble(Redirects::q).reversed())
                .toList();
    }

    private static double q(Address contact) {
        var q = contact.param("q");
        if (q == null) return 1;
        try {
            return Double.parseDouble(q);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** By its name, or an address that is known to be the provider's; what maddr says counts too, since it is where a request would go. */
    private boolean isOfProvider(SipUri uri) {
        boolean tls = served.account().transport() == Transport.TLS;
        if (uri.scheme().equals("sips") && !tls) return false;
        return isOfProvider(uri.host()) && isOfProvider(HopQuery.of(uri).host());
    }

    private boolean isOfProvider(String name) {
        var account = served.account();
        var host = Hosts.canonical(name);
        var literal = Hosts.literal(host);
        if (host.equals(Hosts.canonical(account.domain())) || host.equals(Hosts.canonical(account.proxyaddr())))
            return true;
        if (literal != null && served.resolved().contains(literal)) return true;
        for (var pattern : account.extaddrs()) if (pattern.matchesCanonical(host, literal)) return true;
        return false;
    }

    /** A proxy stays on the way whatever the Request-URI; the server we know is where we know it to be. */
    private Attempt.Way way(SipUri uri, Attempt.Way before) {
        var account = served.account();
        boolean proxied =
                !account.proxyaddr().isEmpty() || !served.path().serviceRoute().isEmpty();
        if (proxied || isSameServer(uri, account)) return before;
        var at = HopQuery.of(uri);
        var transport = at.transport() == null ? account.transport() : at.transport();
        return new Attempt.Way(Side.OUTSIDE, new HopQuery(at.host(), at.port(), transport), account.listener(), null);
    }

    private static boolean isSameServer(SipUri uri, Account account) {
        return Hosts.canonical(uri.host()).equals(Hosts.canonical(account.domain()))
                && (uri.port() < 0 || uri.port() == account.proxyport())
                && uri.param("maddr") == null
                && isSame(uri.param("transport"), account.transport());
    }

    private static boolean isSame(@Nullable String transport, Transport known) {
        return transport == null
                || Transport.of(transport).filter(known::equals).isPresent();
    }

    /** RFC 3261 §19.1.5: a URI may ask for header fields and a method, which are not the provider's to say. */
    private static String asRequestUri(SipUri uri) {
        return new SipUri(
                        uri.scheme(),
                        uri.user(),
                        null,
                        uri.host(),
                        uri.port(),
                        uri.params().without("method"),
                        "")
                .toString();
    }

    private static String key(SipUri uri) {
        return uri.userDecoded() + "@" + Hosts.canonical(uri.host()) + ":" + uri.port();
    }
}
