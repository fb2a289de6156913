package esg.trunk.remote;

import esg.domain.account.Transport;
import esg.sip.message.MessageParser;
import esg.sip.message.ParseResult.Parsed;
import esg.sip.message.SipRequest;
import esg.sip.transaction.ServerTransaction;
import esg.sip.transport.Addresses;
import esg.sip.transport.Flow;
import esg.sip.transport.Side;
import esg.sip.transport.SipTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request as it came in on another node.
 *
 * @param packet as received
 * @param host numeric address it came from, without zone
 * @param listener name of the listener it came in by
 */
record Arrival(byte[] packet, String host, int port, Side side, Transport transport, String listener) {
    static Arrival of(ServerTransaction transaction) {
        var flow = transaction.flow();
        var from = flow.remote();
        var by = flow.listener();
        var host = Addresses.host(from.getAddress());
        return new Arrival(
                transaction.request().bytes(),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                from.getPort(),
                by.side(),
                by.transport(),
                by.name());
    }

    InetSocketAddress source() {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    /** Null only between nodes of different versions, which may read a message differently. */
    @Nullable
    SipRequest request() {
        return MessageParser.parse(packet) instanceof Parsed(SipRequest request) ? request : null;
    }

    /** Our own way to the same peer, by the listener of that name where there is one; null when no listener of ours can reach it. */
    @Nullable
    Flow flow(SipTransport sockets) {
        var named = sockets.flow(side, transport, source(), listener);
        return named != null ? named : sockets.flow(side, transport, source(), "");
    }
}
