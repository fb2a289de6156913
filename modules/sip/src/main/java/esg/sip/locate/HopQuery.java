package esg.sip.locate;

import esg.domain.account.Transport;
import esg.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * What is to be located.
 *
 * @param host a name, an IPv4 address or an IPv6 address with or without brackets
 * @param port -1 when none is known, then SRV may name one
 * @param transport null when none is known, then NAPTR may name one
 */
public record HopQuery(String host, int port, @Nullable Transport transport) {
    /** Where a URI points, by its maddr, port and transport (RFC 3263 §4). */
    public static HopQuery of(SipUri uri) {
        var maddr = uri.param("maddr");
        var transport = uri.param("transport");
        return new HopQuery(
                maddr == null ? uri.host() : maddr,
                uri.port(),
                transport == null ? null : Transport.of(transport).orElse(null));
    }
}
