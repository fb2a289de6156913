package esg.sip.transport;

import esg.domain.account.Transport;
import esg.sip.alg.Alg;
import java.net.InetSocketAddress;

/**
 * One address to listen on.
 *
 * @param name unique within the side; accounts may name it
 * @param bind address and port; a wildcard address serves every interface, port 0 takes any free port
 * @param alg swaps addresses in all that passes here
 */
public record ListenerSettings(Side side, String name, Transport transport, InetSocketAddress bind, Alg alg) {
    /** One that swaps nothing. */
    public ListenerSettings(Side side, String name, Transport transport, InetSocketAddress bind) {
        this(side, name, transport, bind, Alg.NONE);
    }
}
