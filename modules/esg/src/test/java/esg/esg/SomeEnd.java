package esg.esg;

import esg.domain.account.Transport;
import esg.sip.packetlog.LocalEnd;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Our end of packets without a socket. */
public enum SomeEnd implements LocalEnd {
    UDP(Transport.UDP),
    TCP(Transport.TCP);

    private final Transport transport;

    SomeEnd(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Transport transport() {
        return transport;
    }

    @Override
    public @Nullable InetSocketAddress connected(InetSocketAddress remote) {
        return null;
    }

    @Override
    public InetSocketAddress localFor(InetAddress remote) {
        return new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5080);
    }
}
