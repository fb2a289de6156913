package esg.sip.transaction;

import esg.domain.account.Transport;
import esg.domain.pattern.Hosts;
import esg.sip.message.Via;
import esg.sip.transport.Flow;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way back to who sent a request (RFC 3261 §18.2.2, RFC 3581 §4).
 *
 * @param again tried when the first way fails: a new connection to the peer; null on UDP
 */
record ResponsePath(Flow flow, @Nullable Flow again) {
    static ResponsePath of(Via via, Flow flow, MaddrPolicy maddrs) {
        var source = flow.remote();
        int port = via.port() > 0 ? via.port() : flow.listener().transport() == Transport.TLS ? 5061 : 5060;
        if (flow.listener().transport() != Transport.UDP) {
            return new ResponsePath(flow, new Flow(flow.listener(), at(source.getAddress(), port), 0, name(via, flow)));
        }
        var maddr = maddr(via, flow, maddrs);
        if (maddr != null) return new ResponsePath(new Flow(flow.listener(), at(maddr, port), 0), null);
        if (via.rportAsked() || port == source.getPort()) return new ResponsePath(flow, null);
        return new ResponsePath(new Flow(flow.listener(), at(source.getAddress(), port), 0), null);
    }

    /** Only numbers: a name would have to be looked up, and any sender could make us do so. */
    private static @Nullable InetAddress maddr(Via via, Flow flow, MaddrPolicy maddrs) {
        var text = via.maddr();
        if (text == null || !maddrs.allows(flow, text)) return null;
        try {
            return InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException name) {
            return null;
        }
    }

    /** A new connection over TLS leads to who the Via says it is, or to nobody. */
    private static String name(Via via, Flow flow) {
        boolean isName = flow.listener().transport() == Transport.TLS && Hosts.literal(via.host()) == null;
        return isName ? via.host() : "";
    }

    private static InetSocketAddress at(InetAddress address, int port) {
        return new InetSocketAddress(address, port);
    }

    boolean reliable() {
        return flow.listener().transport() != Transport.UDP;
    }

    void send(Sender sender, byte[] response, Consumer<Throwable> failed) {
        var second = again;
        sender.send(flow, response, error -> {
            if (error == null) return;
            if (second == null) failed.accept(error);
            else
                sender.send(second, response, twice -> {
                    if (twice != null) failed.accept(twice);
                });
        });
    }

    /** The top Via of every response: where the request really came from is written into it. */
    static String via(Via via, Flow flow) {
        var source = flow.remote();
        var address = source.getAddress().getHostAddress();
        int zone = address.indexOf('%');
        return via.from(zone < 0 ? address : address.substring(0, zone), source.getPort())
                .toString();
    }
}
