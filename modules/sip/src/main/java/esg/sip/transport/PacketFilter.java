package esg.sip.transport;

import java.net.InetSocketAddress;

/**
 * Whether what comes in is looked at at all. Asked on the I/O thread for every datagram before it is copied, for every connection before it
 * is accepted and for every message in it (BRD-05, BRD-08), so it must answer at once and allocate next to nothing.
 */
@FunctionalInterface
public interface PacketFilter {
    /** For an edge that everybody may speak to. */
    PacketFilter OPEN = (listener, source, worker) -> true;

    /**
     * False when it is to be forgotten without an answer; the filter takes note of that itself.
     *
     * @param worker index of the loop, for the packet log
     */
    boolean admits(Listener listener, InetSocketAddress source, int worker);
}
