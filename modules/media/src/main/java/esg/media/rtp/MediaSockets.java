package esg.media.rtp;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/** Opens UDP sockets for media. */
public final class MediaSockets {
    private MediaSockets() {}

    /**
     * Where to listen so that packets to an address come in: what peers are told may be an address of a NAT in front of us, and then all
     * interfaces are listened on.
     *
     * @throws IOException when no socket can be opened here at all
     */
    public static InetAddress bindable(InetAddress told) throws IOException {
        try (var probe = open(told, 0)) {
            return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
        } catch (IOException notOurs) {
            var any = InetAddress.ofLiteral(told instanceof Inet6Address ? "::" : "0.0.0.0");
            open(any, 0).close();
            return any;
        }
    }

    /**
     * A socket that does not block.
     *
     * @param port 0 for any that is free
     * @throws IOException when it is taken
     */
    public static DatagramChannel open(InetAddress bind, int port) throws IOException {
        var family = bind instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        var channel = DatagramChannel.open(family);
        boolean bound = false;
        try {
            channel.bind(new InetSocketAddress(bind, port)).configureBlocking(false);
            bound = true;
            return channel;
        } finally {
            if (!bound) channel.close();
        }
    }
}
