package esg.trunk.registration;

import esg.sip.message.Address;
import esg.sip.message.Headers;
import esg.sip.message.SipResponse;
import esg.sip.message.SipUri;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a binding lasts and when it is refreshed. */
final class Lifetime {
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private Lifetime() {}

    /**
     * Seconds granted by a 200 (RFC 3261 §10.2.4, REG-03): those of our own contact, which may stand among others; else of the message; else
     * what we asked. A registrar behind NAT may write our only contact in another way: it is ours all the same.
     */
    static int granted(SipResponse ok, String contact, int asked) {
        var ours = SipUri.parse(contact);
        var contacts = ok.contacts();
        for (var one : contacts) if (ours != null && same(ours, one.uri())) return of(one, ok, asked);
        return contacts.size() == 1 ? of(contacts.getFirst(), ok, asked) : ok.intHeader(Headers.EXPIRES, asked);
    }

    private static int of(Address contact, SipResponse ok, int asked) {
        var expires = contact.param("expires");
        if (expires == null || !expires.matches("[0-9]{1,9}")) return ok.intHeader(Headers.EXPIRES, asked);
        return Integer.parseInt(expires);
    }

    private static boolean same(SipUri ours, @Nullable SipUri other) {
        return other != null
                && ours.userDecoded().equals(other.userDecoded())
                && ours.host().equalsIgnoreCase(other.host())
                && port(ours) == port(other);
    }

    private static int port(SipUri uri) {
        return uri.port() < 0 ? 5060 : uri.port();
    }

    /** A minute before its end; half of a binding shorter than two minutes (REG-07). */
    static Duration refreshAfter(Duration granted) {
        var minuteBefore = granted.minus(AHEAD);
        var half = granted.dividedBy(2);
        return minuteBefore.compareTo(half) > 0 ? minuteBefore : half;
    }

    /** Routes for our requests (RFC 3608), in order. */
    static List<String> serviceRoute(SipResponse ok) {
        return ok.values(Headers.SERVICE_ROUTE);
    }
}
