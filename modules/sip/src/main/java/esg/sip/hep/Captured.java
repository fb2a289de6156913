package esg.sip.hep;

import esg.domain.account.Transport;
import esg.sip.packetlog.LocalEnd;
import java.net.InetSocketAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A packet as it passed a socket, to be copied. Never changed, never compared: hence no record. */
final class Captured {
    private static final int OVERHEAD = 128; // of the object and its place in a queue

    final Instant at;
    final byte[] packet;
    private final boolean sent;
    private final LocalEnd here;
    private final InetSocketAddress remote;
    private final @Nullable InetSocketAddress connection;

    /** Asks nobody: whoever calls is reading a socket. The connection may be gone by the time the copy is written. */
    Captured(Instant at, boolean sent, LocalEnd here, InetSocketAddress remote, byte[] packet) {
        this.at = at;
        this.sent = sent;
        this.here = here;
        this.remote = remote;
        this.packet = packet;
        this.connection = here.connected(remote);
    }

    /** Bytes of memory, roughly. */
    int size() {
        return packet.length + OVERHEAD;
    }

    boolean isStream() {
        return here.transport() != Transport.UDP;
    }

    InetSocketAddress source() {
        return sent ? local() : remote;
    }

    InetSocketAddress destination() {
        return sent ? remote : local();
    }

    private InetSocketAddress local() {
        return connection == null ? here.localFor(remote.getAddress()) : connection;
    }
}
