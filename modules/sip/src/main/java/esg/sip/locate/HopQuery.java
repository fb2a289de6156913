package esg.sip.locate;

import esg.domain.account.Transport;
import org.jspecify.annotations.Nullable;

/**
 * What is to be located.
 *
 * @param host a name, an IPv4 address or an IPv6 address with or without brackets
 * @param port -1 when none is known, then SRV may name one
 * @param transport null when none is known, then NAPTR may name one
 */
public record HopQuery(String host, int port, @Nullable Transport transport) {}
