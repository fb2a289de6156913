package esg.sip.locate;

import esg.domain.account.Transport;
import java.net.InetSocketAddress;

/**
 * Where a request can be sent: a resolved address and how to reach it.
 *
 * @param name over TLS the name the peer's certificate has to be for: the one asked for, whatever DNS made of it (RFC 5922 §4); "" when that
 *     was an address, which then stands for itself, and on other transports
 */
public record Hop(Transport transport, InetSocketAddress address, String name) {
    /** One whose address says all. */
    public Hop(Transport transport, InetSocketAddress address) {
        this(transport, address, "");
    }

    /** The same over TLS for who was asked for by this name; others prove nothing. */
    public Hop named(String asked) {
        return transport == Transport.TLS ? new Hop(transport, address, asked) : this;
    }
}
