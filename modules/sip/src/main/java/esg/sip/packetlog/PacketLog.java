package esg.sip.packetlog;

import esg.domain.account.Transport;
import java.net.InetSocketAddress;

/** Takes note of packets (LOG-01..03). Every method returns at once and never fails; arrays are not changed later. */
public interface PacketLog {
    /** For nodes with {@code log_trn = off}. */
    PacketLog NONE = new PacketLog() {
        @Override
        public void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker) {}

        @Override
        public void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker) {}

        @Override
        public void banned(Transport transport, InetSocketAddress remote, int worker) {}
    };

    /** A packet of ours, from this end; {@code ok} tells whether the socket took it. */
    void sent(LocalEnd here, InetSocketAddress remote, boolean ok, byte[] packet, int worker);

    void received(LocalEnd here, InetSocketAddress remote, byte[] packet, int worker);

    /** A packet the border filter dropped; its bytes are not kept. */
    void banned(Transport transport, InetSocketAddress remote, int worker);
}
