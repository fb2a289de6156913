package esg.trunk.leg;

import esg.domain.pattern.Hosts;
import esg.sip.alg.Alg;
import esg.sip.message.Address;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Where a leg's requests leave from.
 *
 * @param flow the connection its peer opened or answered on, tried before a new one; null on UDP
 * @param alg swaps addresses on the way
 * @param peer name the far end has to prove on a new TLS connection to where only an address leads; "" when it has none
 * @param met where the peer was when the dialog was made; null when that was another node's business
 * @param behind where its peer's NAT takes packets, whatever the peer's Contact says; null when none is between
 */
public record LegPath(
        Side side,
        String listenerName,
        @Nullable Flow flow,
        Alg alg,
        String peer,
        @Nullable InetSocketAddress behind,
        @Nullable InetAddress met) {
    public static LegPath by(Side side, String listenerName, Flow flow, String peer) {
        var alg = flow.listener().alg();
        var met = flow.remote().getAddress();
        return switch (flow.listener().transport()) {
            case UDP -> new LegPath(side, listenerName, null, alg, "", null, met);
            case TCP -> new LegPath(side, listenerName, flow, alg, "", null, met);
            case TLS -> new LegPath(side, listenerName, flow, alg, Hosts.literal(peer) == null ? peer : "", null, met);
        };
    }

    /** Who stands behind a NAT is reached where its packets come from. */
    String reached(Address contact) {
        var uri = contact.uri();
        return uri == null || behind == null
                ? contact.uriText()
                : uri.at(behind).toString();
    }

    public LegPath behind(InetSocketAddress nat) {
        return new LegPath(side, listenerName, flow, alg, peer, nat, met);
    }
}
