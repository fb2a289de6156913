package esg.domain.border;

import esg.domain.account.Transport;
import esg.domain.pattern.Pattern;
import java.util.Optional;

/**
 * Which packets a rule is for. {@link Pattern#ANY}, an empty transport and port 0 ask for nothing.
 *
 * @param address of the sender: exact, CIDR, mask or {@code /reg/}
 * @param port of the sender
 * @param method exact, mask or {@code /reg/}
 * @param fromuser user part of From, without escapes; as in {@code todomain}, a request without such a part has ""
 */
public record BorderMatch(
        Pattern address,
        Optional<Transport> transport,
        int port,
        Pattern method,
        Pattern fromuser,
        Pattern fromdomain,
        Pattern touser,
        Pattern todomain,
        Pattern useragent) {

    /** Whether the sender's address alone decides, so that packets need not be looked into (BRD-05). */
    public boolean isAddressOnly() {
        return transport.isEmpty()
                && port == 0
                && isAny(method)
                && isAny(fromuser)
                && isAny(fromdomain)
                && isAny(touser)
                && isAny(todomain)
                && isAny(useragent);
    }

    /** Whether every packet fits. */
    public boolean isEverything() {
        return isAny(address) && isAddressOnly();
    }

    /** Whether it asks for an address and nothing else, and not for just any. */
    public boolean namesSenders() {
        var network = address.network();
        return isAddressOnly() && !isEverything() && (network == null || network.bits() > 0);
    }

    /** Whether a request fits, its address included. */
    public boolean fits(BorderFacts facts) {
        return address.matches(facts.source().getAddress())
                && (transport.isEmpty() || transport.get() == facts.transport())
                && (port == 0 || port == facts.source().getPort())
                && method.matches(facts.method())
                && fromuser.matches(facts.fromUser())
                && fromdomain.matches(facts.fromHost())
                && touser.matches(facts.toUser())
                && todomain.matches(facts.toHost())
                && useragent.matches(facts.userAgent());
    }

    private static boolean isAny(Pattern pattern) {
        return pattern.equals(Pattern.ANY);
    }
}
