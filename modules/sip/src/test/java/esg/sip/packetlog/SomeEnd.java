package esg.sip.packetlog;

import esg.domain.account.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Our end of packets without a socket: one address for all peers. */
public record SomeEnd(Transport transport, InetSocketAddress local) implements LocalEnd {
    public static final SomeEnd UDP = at(Transport.UDP);
    public static final SomeEnd TCP = at(Transport.TCP);
    public static final SomeEnd TLS = at(Transport.TLS);

    private static SomeEnd at(Transport transport) {
        return new SomeEnd(transport, new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5080));
    }

    @Override
    public @Nullable InetSocketAddress connected(InetSocketAddress remote) {
        return null;
    }

    @Override
    public InetSocketAddress localFor(InetAddress remote) {
        return local;
    }
}
