package esg.trunk.ping;

import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.account.PingMode;
import esg.domain.account.Transport;
import esg.sip.locate.HopQuery;
import esg.sip.message.SipUri;
import esg.sip.stun.StunServer;
import java.time.Duration;

/**
 * What of an account its pings depend on; a change of anything else lets them go on.
 *
 * @param host to ping: pingsrv or the next hop
 * @param port -1 when SRV may name one
 * @param own whether that is the account's next hop, to which its own flow leads
 */
public record PingTarget(
        AccountId id,
        PingMode mode,
        String host,
        int port,
        boolean own,
        Duration interval,
        String username,
        String domain,
        Transport transport,
        String listener) {
    private static final int DEFAULT_PORT = 5060;

    public static PingTarget of(Account account) {
        boolean own = account.pingsrv().isEmpty();
        var server = own ? null : SipUri.parse("sip:" + bracketed(account.pingsrv()));
        int port = server == null ? account.proxyport() : port(server, account.pingmode());
        return new PingTarget(
                account.key(),
                account.pingmode(),
                server == null ? account.nextHopHost() : server.host(),
                port == DEFAULT_PORT ? -1 : port,
                own,
                Duration.ofSeconds(account.pingtimeout()),
                account.username(),
                account.domain(),
                account.transport(),
                account.listener());
    }

    /** A server named without a port, where the mode is STUN, is a STUN server and not a provider's. */
    private static int port(SipUri server, PingMode mode) {
        return mode == PingMode.STUN && server.port() < 0 ? StunServer.DEFAULT_PORT : server.port();
    }

    HopQuery hop() {
        return new HopQuery(host, port, transport);
    }

    /** What is asked: the provider itself, or the server named instead of it. */
    String requestUri() {
        return "sip:" + bracketed(own ? domain : host);
    }

    /** Who asks: the account, or only its domain when it has no name. */
    String from() {
        var user = username.isEmpty() ? "" : SipUri.escapedUser(username) + "@";
        return "sip:" + user + bracketed(domain);
    }

    /** A document may name an IPv6 address without brackets. */
    private static String bracketed(String host) {
        boolean bareV6 = host.indexOf(':') != host.lastIndexOf(':') && !host.startsWith("[");
        return bareV6 ? "[" + host + "]" : host;
    }
}
