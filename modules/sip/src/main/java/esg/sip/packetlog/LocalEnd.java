package esg.sip.packetlog;

import esg.domain.account.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Our end of a packet's way: a listening socket and the connections that belong to it. For any thread. */
public interface LocalEnd {
    Transport transport();

    /** Our address on the connection with this peer; null where there is none, as over UDP. A look into a table. */
    @Nullable
    InetSocketAddress connected(InetSocketAddress remote);

    /** Our address as this peer sees it when nothing translates between us. May ask the kernel: nothing for each packet. */
    InetSocketAddress localFor(InetAddress remote);
}
