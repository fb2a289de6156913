package esg.sip.transport;

import esg.sip.alg.Alg;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * By which address peers are told to reach a listener: our own, as the kernel reaches the peer, when a SIP-ALG swaps it on its way or
 * nothing translates; else what STUN has found.
 *
 * @param seen null when no server has said
 */
record Advertised(Alg alg, @Nullable Reflexive seen) {
    InetSocketAddress toward(InetAddress peer, InetSocketAddress local) {
        if (seen == null || !alg.isEmpty()) return local;
        return seen.holdsFor(peer, local.getAddress()) ? seen.external() : local;
    }
}
