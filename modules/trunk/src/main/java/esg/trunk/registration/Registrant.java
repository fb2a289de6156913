package esg.trunk.registration;

import esg.domain.account.Account;
import esg.domain.account.AccountId;
import esg.domain.account.Secret;
import esg.domain.account.Transport;
import esg.sip.digest.Credentials;
import esg.sip.locate.HopQuery;
import esg.sip.message.SipUri;

/**
 * What of an account its registrar gets to see. Two versions of an account with equal registrants are the same to the provider, so a change
 * of anything else sends no REGISTER.
 *
 * @param expires seconds asked for
 */
public record Registrant(
        AccountId id,
        String username,
        Secret pwd,
        String domain,
        String proxyaddr,
        int proxyport,
        Transport transport,
        int expires,
        String listener) {
    private static final int DEFAULT_PORT = 5060; // PRV-02

    public static Registrant of(Account account) {
        return new Registrant(
                account.key(),
                account.username(),
                account.pwd(),
                account.domain(),
                account.proxyaddr(),
                account.proxyport(),
                account.transport(),
                account.expires(),
                account.listener());
    }

    /** REG-02: no port. */
    String requestUri() {
        return "sip:" + host(domain);
    }

    /** Address of record: {@code sip:provider@test.okteller.ru}. */
    String aor() {
        return "sip:" + SipUri.escapedUser(username) + "@" + host(domain);
    }

    /** {@code sip:provider@192.168.0.112:5080} for our address toward the registrar. */
    String contactUri(String sentBy) {
        var uri = "sip:" + SipUri.escapedUser(username) + "@" + sentBy;
        return transport == Transport.UDP ? uri : uri + ";transport=" + transport.token();
    }

    /** {@code <sip:192.168.0.112;lr>}, with its port when it is not the default; "" without a proxy (REG-02). */
    String route() {
        if (proxyaddr.isEmpty()) return "";
        var port = proxyport == DEFAULT_PORT ? "" : ":" + proxyport;
        var carried = transport == Transport.UDP ? "" : ";transport=" + transport.token();
        return "<sip:" + host(proxyaddr) + port + carried + ";lr>";
    }

    /** Where its REGISTER goes. Port 5060 is the default: a name with it may say otherwise in its SRV records. */
    HopQuery nextHop() {
        return new HopQuery(nextHopHost(), proxyport == DEFAULT_PORT ? -1 : proxyport, transport);
    }

    String nextHopHost() {
        return proxyaddr.isEmpty() ? domain : proxyaddr;
    }

    Credentials credentials() {
        return new Credentials(username, pwd);
    }

    /** Names the binding: whoever registers the same keeps Call-ID and CSeq (REG-06). */
    String binding() {
        return aor() + " " + transport.token() + ":" + nextHopHost() + ":" + proxyport + " " + listener;
    }

    private static String host(String host) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    }
}
