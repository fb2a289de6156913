package esg.sip.transport;

import esg.sip.packetlog.PacketLog;
import java.util.List;

/** What every socket of the node works with. */
record Serving(Sockets kind, List<NettyLoop> loops, PacketHandler handler, PacketLog packets) {
    TransportSettings.Tcp tcp() {
        return kind.settings().tcp();
    }
}
