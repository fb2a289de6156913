package esg.sip.transport;

import esg.domain.account.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Listeners without sockets, for tests of what stands above them. */
public final class SomeListener {
    private SomeListener() {}

    /** At 192.0.2.1:5080. */
    public static Listener of(Side side, Transport transport) {
        var at = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 5080);
        return new Listener(new ListenerSettings(side, "some", transport, at), at);
    }
}
