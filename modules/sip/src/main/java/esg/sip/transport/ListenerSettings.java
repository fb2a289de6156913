package esg.sip.transport;

import esg.domain.account.Transport;
import esg.sip.alg.Alg;
import esg.sip.tls.TlsSettings;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One address to listen on.
 *
 * @param name unique within the side; accounts may name it
 * @param bind address and port; a wildcard address serves every interface, port 0 takes any free port
 * @param alg swaps addresses in all that passes here
 * @param tls what secures its connections; null for other transports
 */
public record ListenerSettings(
        Side side,
        String name,
        Transport transport,
        InetSocketAddress bind,
        Alg alg,
        @Nullable TlsSettings tls) {
    /** Without TLS. */
    public ListenerSettings(Side side, String name, Transport transport, InetSocketAddress bind, Alg alg) {
        this(side, name, transport, bind, alg, null);
    }

    /** One that swaps nothing, without TLS. */
    public ListenerSettings(Side side, String name, Transport transport, InetSocketAddress bind) {
        this(side, name, transport, bind, Alg.NONE, null);
    }
}
